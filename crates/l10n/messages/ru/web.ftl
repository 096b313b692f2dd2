# Общие слова страниц, главная, вход, страницы ошибок.

web-product = Qorgau
web-about = Рабочая система природоохранной и ветеринарной полиции
web-as-of = Данные на { $moment } · { $name }
web-skip = Перейти к содержанию
web-languages = Язык
web-sections = Разделы
web-search = Поиск
web-start = Главная
web-order = Приказ № { $number } от { $date }
web-look = Вид страниц

start-lead = Каждый факт вносится один раз. Отчеты и журналы составляются из этих записей, и каждое число открывает свои записи.
start-sign-in = Войти в систему
start-who = Данные для входа выдает администратор вашего органа.
start-basis = Основание
start-clauses = Пункты Инструкции
start-registers = Реестры
start-figures = Показатели отчетов
start-duties = Обязанности со сроком

sign-in-title = Вход в систему
sign-in-name = Имя пользователя
sign-in-secret = Пароль
sign-in-go = Войти
sign-in-help = Если забыли пароль, обратитесь к администратору вашего органа.

page-code = Ошибка { $status }
page-absent-title = Такой страницы нет
page-absent-text = Адрес набран с ошибкой, страница перенесена или не открыта для вас.
page-method-title = Так эта страница не открывается
page-method-text = Откройте страницу заново из списка разделов. Ничего не сохранено.
page-large-title = Отправлено слишком много данных
page-large-text = Предел для одной отправки: { $megabytes } МБ. Ничего не сохранено.
page-slow-title = Данные приходили слишком медленно
page-slow-text = Проверьте связь и отправьте еще раз. Ничего не сохранено.
page-request-title = Запрос не понят
page-request-text = Откройте страницу заново и повторите действие. Ничего не сохранено.
page-failed-title = В программе произошел сбой
page-failed-text = Незавершенное действие не сохранено. Повторите через несколько минут. Если не поможет, сообщите администратору эту отметку.
page-busy-title = Сервер не готов
page-busy-text = Повторите через несколько минут. Если не поможет, сообщите администратору эту отметку.
page-mark = Отметка запроса
page-to-start = Вернуться на главную

part-optional = необязательно
part-errors = Исправьте следующее
part-error = Ошибка:
part-missing = нет данных
part-pages = Страницы
part-first = В начало
part-next = Следующие
part-path = Путь к странице
part-parts = Части
part-sorted-down = по убыванию
