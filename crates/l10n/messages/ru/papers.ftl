# Документ отчета, таблица органов, страница «Сегодня», диаграммы.

paper-panel = Документ
paper-open = Страница документа
paper-not-begun = Проект отчета еще не подготовлен
paper-version = версия { $version }
paper-remark = Замечание
paper-remark-hint = Напишите, что исправить: замечание останется в документе органа.
paper-note = Пояснение
paper-note-hint = Что следует знать о показателях; остается при документе.
paper-secret = Пароль или второй код
paper-secret-hint = Спрашивается еще раз перед подписью. Подпись закрепляет показатели, позднейшие исправления показываются отдельно.
paper-wrong-secret = Пароль или код неверен. Документ не подписан.
paper-prepare = Подготовить проект
paper-prepare-anew = Подготовить новую версию
paper-sign = Подписать
paper-send = Отправить в вышестоящий орган
paper-receive = Получить
paper-return = Вернуть с замечанием
paper-waits-for-officer = Ждет сотрудника, который готовит проект.
paper-waits-for-head = Ждет подписи начальника органа.
paper-waits-to-be-sent = Подписан, ждет отправки.
paper-waits-for-superior = Ждет получения вышестоящим органом.
paper-waits-for-nobody = Отчет получен, больше ничего не требуется.

paper-title = { $title }: документ
paper-versions = Подписанные версии
paper-trail = Что было с документом
paper-figures = Закрепленные и нынешние показатели
paper-frozen = Закреплено
paper-live = Сейчас
paper-restated = Исправлено позже
paper-restated-none = После подписи ни один показатель не изменился.
paper-restated-some = Показателей, изменившихся после подписи: { $count }. Закрепленные числа не меняются.
paper-not-signed = Подписанной версии нет: показатели еще не закреплены.
paper-signed-by = Подписал
paper-prepared-by = Подготовил
paper-signed-at = Когда подписан
paper-sent-to = Кому отправляется
paper-chain = Место в цепочке
paper-check = Пересчитать по цепочкам
paper-checked-same = Пересчитано по цепочкам на момент подписи: все показатели сходятся.
paper-checked-other = Показателей, не сошедшихся при пересчете: { $count }. Проверьте цепочки командой «qorgau verify».
paper-checked-rulebook = Документ подписан по другим правилам, поэтому по нынешним его пересчитать нельзя.
paper-checked-title = Пересчет
paper-place-signature = Подпись начальника
paper-place-stamp = М.П.
paper-print-signed = { $name }, подпись паролем в системе: { $moment }, версия { $version }.
paper-files = Файлы
paper-return-page = Страница отчета

change-up = больше
change-down = меньше
change-none = без изменений

view-figures = Показатели
view-columns = Органы в столбцах
view-rows = Органы в строках
view-group = Группа показателей
head-trend = 24 месяца
trend-words = { $name }: за 24 месяца самое большее { $most }, в последнем месяце { $last }
chart-trend = Последние 24 месяца
chart-this = последние 12 месяцев
chart-before = 12 месяцев до них
chart-share = Доли по видам
chart-map-words = { $name }: карта по органам; те же числа стоят в таблице
chart-months = По месяцам
chart-month = Месяц

bodies-matrix-title = Органы и обязанности
matrix-body = Орган
paper-due = срок { $moment }
matrix-nobody = Подчиненных органов нет
matrix-nobody-text = На этой странице стоят обязанности подчиненных органов и их сроки.
matrix-received = Получено: { $received } из { $all }
matrix-late-count = просрочено: { $count }
matrix-none = нет обязанности
matrix-terms = Сроки по записям
matrix-legend = Клетка ведет к отчету или документу.

clock-late = просрочен на { $n_days } { $n_days ->
        [one] день
        [few] дня
       *[many] дней
    }
clock-left = { $n_days ->
        [one] остался
        [few] осталось
       *[many] осталось
    } { $n_days } { $n_days ->
        [one] день
        [few] дня
       *[many] дней
    }
clock-today = сегодня до 24:00
clock-done-late = исполнено на { $n_days } { $n_days ->
        [one] день
        [few] дня
       *[many] дней
    } позже
clock-in-time = в срок

today-back = возвращен
today-to-sign = ждет подписи
today-to-send = ждет отправки
today-to-receive = ждет получения
today-do-prepare = Подготовить проект
today-do-again = Исправить
today-do-sign = Посмотреть и подписать
today-do-send = Отправить
today-do-receive = Получить
today-do-look = Посмотреть
today-mine = Мои последние записи
today-number = №
today-register = Реестр
today-when = Когда внесена
today-to-take-in = { $name }, { $period }: органов отправило: { $count }
today-open-matrix = Открыть таблицу органов
today-admin-title = Обязанностей по содержанию нет
today-admin-text = Ваша роль не показывает отчетов и журналов.
