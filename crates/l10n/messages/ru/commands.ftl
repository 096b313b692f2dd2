# Что говорят команды, когда сделано.

said-imported = Принято: { $n_accepted }; уже есть: { $n_there }; отклонено строк: { $n_refused }
said-rehearsed = Проба: было бы принято: { $n_accepted }; уже есть: { $n_there }; отклонено строк: { $n_refused }; ничего не сохранено
said-line = строка { $line }: { $reason }
said-line-field = строка { $line }, «{ $field }»: { $reason }
said-more-refused = Отклонено еще строк: { $n_lines }. Все причины: --format json; сами строки: --refused FILE
said-no-map = карта не указана, и столбцы прочитаны по именам полей; для чужой таблицы нужен --map, готовые карты: { $known }
said-repaired = { $kato }: граница территории исправлена

said-verified = Записей: { $n_entries }; действий в цепях: { $n_acts }; расхождений: { $n_problems }
said-act = действие { $seq }
said-entry-act = { $register } { $number }, действие { $seq }

said-changes = Изменяются месячные показатели: { $n_changes }
said-applied = Свод правил введен в действие.
said-not-applied = Ничего не изменено.
said-checked = Ошибок: { $n_problems }; пунктов: выполнено { $n_fulfilled }, запланировано { $n_planned }, исключено с обоснованием { $n_out }

said-nothing-owed = На этот день обязанностей нет.

demo-filled = Органов: { $n_bodies }; записей: { $n_entries }; территорий: { $n_territories }; связей: { $n_links }; отправлено отчетов: { $n_returns }
demo-late = Просроченные обязанности, { $date }
demo-late-region = Орган
demo-late-bodies = Подчиненных с просрочкой
demo-late-items = Обязанностей просрочено
demo-late-own = Сам орган
demo-of = { $part } из { $whole }
demo-forms = Напечатано форм: { $n_forms }; папка: { $folder }

said-copied = Скопировано строк: { $n_rows }
said-erased = Удалено; решение записано в цепи органа.
said-serving = Qorgau отвечает по адресу { $url }
said-stopped = Qorgau остановлен.
said-tls = Сертификаты записаны: { $folder }. Установите authority.crt на устройства, а authority.key храните отдельно от сервера.
demo-sign-ins = Войти можно под этими именами; пароль у всех один: { $password }
