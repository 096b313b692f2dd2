# Обязанности, их сроки и откуда взялся срок.

state-due = подлежит исполнению
state-done = исполнено
state-late = просрочено
state-late-done = исполнено с опозданием
state-planned = запланировано

why-clause = Основание: { $clause }
why-period-ends = Последний день периода: { $date }
why-day-of-next-month = Срок: { $day }-е число следующего месяца
why-day-off-kept = Выпадает на нерабочий день: { $date }; срок не переносится
why-day-off-moved = Выпадает на нерабочий день, срок перенесен на следующий рабочий день: { $date }
why-before-period = Должно быть готово до начала периода; первый день периода: { $date }
why-field = Дата в поле «{ $field }»: { $date }
why-days-after = { $n_days } { $n_days ->
        [one] день
        [few] дня
       *[many] дней
    } после даты в поле «{ $field }» ({ $date })
why-working-days-after = { $n_days } { $n_days ->
        [one] рабочий день
        [few] рабочих дня
       *[many] рабочих дней
    } после даты в поле «{ $field }» ({ $date })
why-end-of-day = До конца этого дня: 24:00, часовой пояс { $zone }
why-fulfilled = Исполнено: { $moment }
why-planned = Запланировано: { $reason }

matrix-title = Исполнение обязанностей
matrix-to = Кому
matrix-due = Срок
