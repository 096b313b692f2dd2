# Основа анализа по району или области.

territory-title = Территория
territory-offences = Правонарушения и преступления
territory-raids = Рейды и совместные выезды
territory-notes = Сведения из бесед и СМИ
territory-applications = Обращения, сообщения, печать
territory-epizootic = Эпизоотическое состояние
territory-objects = Объекты с особым режимом
territory-people = Подразделения и сотрудники
territory-register = Учет
territory-entries = Записей
territory-today = Сегодня
territory-closed = запрет действует
territory-open = запрета нет
territory-note = Основа планов (пункт 27) и докладной записки (пункт 32.2). Каждая цифра ведет к записям за ней; учеты, которые читать нельзя, не показаны.

# Участие сотрудников.
participation-title = Участие сотрудников
participation-officer = Сотрудник
participation-nothing-title = Никто не назван
participation-nothing-text = В записях этого органа за квартал, которые вам видны, сотрудники не названы.
participation-note = В скольких собственных записях органа назван каждый сотрудник; запись считается один раз. Число ведет к записям.
territory-limited = ограничено
territory-kind = Вид объекта
territory-kinds = Объекты по видам
