# Командалар орындалғаннан кейін не айтады.

said-imported = Қабылданды: { $n_accepted }; бұрыннан бар: { $n_there }; қабылданбаған жолдар: { $n_refused }
said-rehearsed = Сынақ: қабылданар еді: { $n_accepted }; бұрын енгізілген: { $n_there }; қабылданбас еді: { $n_refused } жол; ештеңе сақталған жоқ
said-line = { $line }-жол: { $reason }
said-line-field = { $line }-жол, «{ $field }»: { $reason }
said-more-refused = Тағы { $n_lines } жол қабылданбады. Барлық себеп: --format json; жолдардың өзі: --refused FILE
said-no-map = карта көрсетілмегендіктен, бағандар өріс атауларымен оқылды; басқа кестеге --map керек, дайын карталар: { $known }
said-repaired = { $kato }: аумақтың сызығы түзетілді

said-verified = Жазбалар: { $n_entries }; тізбектегі әрекеттер: { $n_acts }; алшақтықтар: { $n_problems }
said-act = { $seq }-әрекет
said-entry-act = { $register } { $number }, { $seq }-әрекет

said-changes = Өзгеретін айлық көрсеткіштер: { $n_changes }
said-applied = Ережелер жинағы қолданысқа енгізілді.
said-not-applied = Ештеңе өзгертілген жоқ.
said-checked = Қателер: { $n_problems }; тармақтар: орындалған { $n_fulfilled }, жоспарланған { $n_planned }, негіздеп алынып тасталған { $n_out }

said-nothing-owed = Бұл күні міндет жоқ.

demo-filled = Органдар: { $n_bodies }; жазбалар: { $n_entries }; аумақтар: { $n_territories }; байланыстар: { $n_links }; жіберілген есептер: { $n_returns }
demo-late = Мерзімі өткен міндеттер, { $date }
demo-late-region = Орган
demo-late-bodies = Кешіккен бағынысты органдар
demo-late-items = Ондағы кешіккен міндеттер
demo-late-own = Органның өз міндеті
demo-of = { $part }, барлығы { $whole }
demo-forms = Басылған нысандар: { $n_forms }; қалта: { $folder }

said-copied = Көшірілген жолдар: { $n_rows }
said-erased = Өшірілді; шешім органның тізбегіне жазылды.
said-serving = Qorgau мына мекенжайда жауап береді: { $url }
said-stopped = Qorgau тоқтады.
said-tls = Куәліктер жазылды: { $folder }. authority.crt файлын құрылғыларға орнатыңыз, authority.key файлын серверден бөлек сақтаңыз.
demo-sign-ins = Мына аттармен кіруге болады; құпиясөзі бірдей: { $password }
