# Аудан немесе облыс бойынша талдаудың негізі.

territory-title = Аумақ
territory-offences = Құқық бұзушылықтар мен қылмыстар
territory-raids = Рейдтер және бірлескен жолға шығулар
territory-notes = Әңгімелесу мен БАҚ мәліметтері
territory-applications = Өтініштер, хабарлар, баспасөз
territory-epizootic = Эпизоотиялық жағдай
territory-objects = Ерекше режимдегі объектілер
territory-people = Бөлімшелер мен қызметкерлер
territory-register = Есеп
territory-entries = Жазбалар
territory-today = Бүгін
territory-closed = тыйым бар
territory-open = тыйым жоқ
territory-note = Жоспарлар (27-тармақ) мен баяндама хаттың (32.2-тармақ) негізі. Әр сан артындағы жазбаларға апарады; оқылмайтын есептер көрсетілмейді.

# Қызметкерлердің қатысуы.
participation-title = Қызметкерлердің қатысуы
participation-officer = Қызметкер
participation-nothing-title = Ешкім аталмаған
participation-nothing-text = Осы органның тоқсандағы сізге көрінетін жазбаларында қызметкерлер аталмаған.
participation-note = Әр қызметкер органның өз жазбаларының нешеуінде аталған; жазба бір рет саналады. Сан сол жазбаларға апарады.
territory-limited = шектелген
territory-kind = Объектінің түрі
territory-kinds = Объектілер түрлері бойынша
