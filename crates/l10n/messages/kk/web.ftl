# Беттердің ортақ сөздері, басты бет, кіру беті, қате беттері.

web-product = Qorgau
web-about = Табиғатты қорғау және ветеринариялық полицияның жұмыс жүйесі
web-as-of = Деректердің алынған уақыты: { $moment } · { $name }
web-skip = Мазмұнға өту
web-languages = Тіл
web-sections = Бөлімдер
web-search = Іздеу
web-start = Басты бет
web-order = № { $number } бұйрық, { $date }
web-look = Беттердің көрінісі

start-lead = Әр факт бір рет енгізіледі. Есептер мен журналдар сол жазбалардан құралады, әр сан өзінің жазбаларын ашады.
start-sign-in = Жүйеге кіру
start-who = Кіру деректерін органыңыздың әкімшісі береді.
start-basis = Негізі
start-clauses = Нұсқаулықтың тармақтары
start-registers = Тізілімдер
start-figures = Есептердің көрсеткіштері
start-duties = Мерзімі бар міндеттер

sign-in-title = Жүйеге кіру
sign-in-name = Пайдаланушы аты
sign-in-secret = Құпиясөз
sign-in-go = Кіру
sign-in-help = Құпиясөзді ұмытсаңыз, органыңыздың әкімшісіне хабарласыңыз.

page-code = Қате { $status }
page-absent-title = Мұндай бет жоқ
page-absent-text = Мекенжай қате терілген, бет көшірілген немесе ол сізге ашық емес.
page-method-title = Бұл бет бұлай ашылмайды
page-method-text = Бетті бөлімдер тізімінен қайта ашыңыз. Ештеңе сақталған жоқ.
page-large-title = Жіберілген дерек тым көп
page-large-text = Бір рет жіберілетін көлемнің шегі: { $megabytes } МБ. Ештеңе сақталған жоқ.
page-slow-title = Дерек тым баяу келді
page-slow-text = Байланысты тексеріп, қайта жіберіңіз. Ештеңе сақталған жоқ.
page-request-title = Сұраныс түсініксіз
page-request-text = Бетті қайта ашып, әрекетті қайталаңыз. Ештеңе сақталған жоқ.
page-failed-title = Бағдарламада ақау шықты
page-failed-text = Аяқталмаған әрекет сақталған жоқ. Бірнеше минуттан кейін қайталаңыз. Тағы да болмаса, әкімшіге мына белгіні айтыңыз.
page-busy-title = Сервер дайын емес
page-busy-text = Бірнеше минуттан кейін қайталаңыз. Тағы да болмаса, әкімшіге мына белгіні айтыңыз.
page-mark = Сұраныстың белгісі
page-to-start = Басты бетке оралу

part-optional = міндетті емес
part-errors = Мыналарды түзетіңіз
part-error = Қате:
part-missing = мәлімет жоқ
part-pages = Беттер
part-first = Басына
part-next = Келесі
part-path = Бет жолы
part-parts = Бөліктер
part-sorted-down = кемуі бойынша
