# Ошибки в полях записи.

fault-unknown = в этом журнале нет поля «{ $field }»
fault-missing = не заполнено поле «{ $field }»
fault-wrong-type = значение в поле «{ $field }» не соответствует виду поля
fault-not-in-list = значения «{ $given }» нет в списке «{ $list }»; ближайшие: { $nearest }
fault-not-in-list-no-near = значения «{ $given }» нет в списке «{ $list }»
fault-future = указана дата позже сегодняшней: { $date }
fault-order = дата в поле «{ $field }» раньше даты в поле «{ $other }»
fault-span-order = в поле «{ $field }» последний день раньше первого
fault-no-such-day = { $field }: такого дня нет ни в одном году. Укажите месяц от 1 до 12 и день этого месяца
fault-part-above = число в поле «{ $field }» больше числа в поле «{ $whole }»
fault-not-in-force = значение «{ $item }» на { $date } не действовало
fault-check-digit = неверный контрольный разряд номера в поле «{ $field }»
fault-negative = число в поле «{ $field }» не может быть отрицательным
fault-out-of-range = координаты в поле «{ $field }» вне допустимых пределов
fault-no-rate = на { $date } не установлены ставка ущерба или МРП
fault-rate-and-tariff = указаны и ставка, и тариф; оставьте одно: тариф пишут, только если ставки нет
fault-rate-differs = ущерб по ставке: { $computed } тенге; указана другая сумма
fault-too-large = число в поле «{ $field }» слишком велико; проверьте единицу и число знаков
fault-too-long = текст в поле «{ $field }» длиннее { $most } знаков; сократите его
fault-signs = в поле «{ $field }» есть невидимые знаки или знаки, меняющие направление письма; наберите текст заново
