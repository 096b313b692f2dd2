# Міндеттер, олардың мерзімдері және мерзімнің қалай шыққаны.

state-due = орындалуға тиіс
state-done = орындалды
state-late = мерзімі өтті
state-late-done = мерзімінен кеш орындалды
state-planned = жоспарланған

why-clause = Негізі: { $clause }
why-period-ends = Кезеңнің соңғы күні: { $date }
why-day-of-next-month = Мерзімі: келесі айдың { $day }-күні
why-day-off-kept = Демалыс немесе мереке күніне түседі: { $date }; мерзім жылжытылмайды
why-day-off-moved = Демалыс немесе мереке күніне түскендіктен, мерзім келесі жұмыс күніне жылжытылды: { $date }
why-before-period = Кезең басталғанға дейін дайын болуға тиіс; кезеңнің бірінші күні: { $date }
why-field = «{ $field }» өрісіндегі күн: { $date }
why-days-after = «{ $field }» өрісіндегі күннен ({ $date }) кейін { $n_days } күн
why-working-days-after = «{ $field }» өрісіндегі күннен ({ $date }) кейін { $n_days } жұмыс күні
why-end-of-day = Осы күннің соңына дейін: сағат 24:00, уақыт белдеуі { $zone }
why-fulfilled = Орындалған уақыты: { $moment }
why-planned = Жоспарланған: { $reason }

matrix-title = Міндеттердің орындалуы
matrix-to = Кімге
matrix-due = Мерзімі
