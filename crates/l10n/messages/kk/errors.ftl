# Команда неге орындалмады және не істеу керек.

error-no-body = «{ $code }» коды бар орган жоқ; органдарды `qorgau import bodies` енгізеді
error-no-register = «{ $code }» журналы жоқ
error-no-figure = «{ $code }» көрсеткіші жоқ; көрсеткіштердің кодтары есептің бірінші бағанында тұр
error-no-journal = «{ $register }» журналының басылатын нысаны жоқ; --format xlsx немесе csv деп жазыңыз
error-absent = мұндай жазба жоқ
error-no-link = байланыс бір органға бағынысты кемінде екі жазбаны біріктіреді
error-period-month = айлық есепке ай керек, мысалы { $example }
error-period-quarter = тоқсандық есепке тоқсан керек, мысалы { $example }
error-period-future = кезең әлі басталған жоқ: { $period }; бірінші күні { $date }
error-turned-days = --from күні ({ $from }) --to күнінен ({ $until }) кейін тұр
error-explain-json = --explain көрсеткіштің жазбаларын тек --format json арқылы көрсетеді
error-no-map = «{ $name }» картасы жоқ; дайын карталар: { $known }; немесе TOML файлын көрсетіңіз
error-map-register = «{ $map }» картасы «{ $fills }» журналын толтырады, ал сұралғаны «{ $asked }»
error-holds-bodies = дерекқорда органдар бар; --data арқылы бос қалтаны көрсетіңіз
error-day-too-far = бұл күн тым алыс, онымен есептеу мүмкін емес
error-too-long = журналда { $n_rows } жол бар, бір PDF-ке { $n_most } жол сыяды; қысқа кезеңді немесе --format xlsx таңдаңыз

error-file-absent = мұндай файл немесе қалта жоқ: { $path }
error-file-denied = файлға немесе қалтаға рұқсат жоқ: { $path }
error-file-is-folder = бұл қалта, ал файл керек: { $path }
error-file-is-no-folder = бұл файл, ал қалта керек: { $path }
error-file-exists = мұндай файл бар: { $path }; басқа атау беріңіз
error-file-full = дискіде орын жоқ: { $path }
error-file-other = файлды пайдалану мүмкін емес: { $path } ({ $what })
error-file-not-text = файл UTF-8 мәтіні емес: { $path }; оны UTF-8 түрінде сақтаңыз

error-database = дерекқордың хабары: { $what }
error-database-file = дерекқор файлы ашылмайды: қалтасы бар ма, оған жазуға рұқсат бар ма, тексеріңіз
error-database-not-ours = бұл файл Qorgau дерекқоры емес
error-no-server = PostgreSQL жауап бермейді; ол іске қосылған ба және --database мекенжайы мен порты дұрыс па, тексеріңіз
error-damaged = дерекқордағы деректер бұл бағдарлама жазған түрде емес: { $what }
error-other-rulebook = дерекқор басқа ережелер жинағымен жұмыс істейді; `qorgau rulebook apply` не өзгеретінін көрсетіп, жаңасына көшіреді
error-newer-schema = дерекқордың схемасы { $found }, бұл бағдарлама { $known } схемасын біледі; жаңа бағдарламаны пайдаланыңыз
error-location = бұл дерекқор емес: «{ $given }»; postgres://user@host/name немесе қалтаны көрсетіңіз
error-not-empty = дерек бұрыннан бар: { $place }; көшірме тек бос дерекқорға жазылады
error-no-decision = өшіру үшін шешім керек: нөмірі мен күні
error-nothing-personal = жазбада дербес деректер жоқ немесе олар бұрын өшірілген
error-no-database = мұнда Qorgau дерекқоры жоқ: { $place }
error-older-schema = дерекқордың сызбасы { $found }, бағдарлама { $known } сызбасын оқиды; `qorgau verify` оны жаңартады
error-too-many-filters = іріктеу шарттары { $most } санынан аспайды, берілгені { $given }
error-same-place = көшірілетін жер мен көшірмесі барар жер бірдей
error-no-bodies = органдар әлі жоқ; оларды `qorgau import bodies` енгізеді

error-plain-http = шифрланбаған HTTP тек осы машинаға арналған, ал сұралғаны { $place }; --tls-cert пен --tls-key беріңіз немесе 127.0.0.1 мекенжайын тыңдаңыз
error-listen = тыңдау мүмкін емес: { $place } ({ $what })
error-tls = TLS іске қосылмайды: { $what }
error-tls-open-key = кілт файлын бөгде адамдар оқи алады: { $path }; рұқсатын шектеңіз: chmod 600
error-served = бұл деректермен басқа `qorgau serve` жұмыс істеп тұр: { $place }; алдымен соны тоқтатыңыз
error-tls-names = мынаған куәлік жасалмайды: { $name } ({ $what })
