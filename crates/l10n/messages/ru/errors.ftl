# Почему команда не выполнена и что делать.

error-no-body = нет органа с кодом «{ $code }»; органы вводит `qorgau import bodies`
error-no-register = нет журнала «{ $code }»
error-no-figure = нет показателя «{ $code }»; коды показателей стоят в первом столбце отчета
error-no-journal = у журнала «{ $register }» нет печатной формы; укажите --format xlsx или csv
error-absent = такой записи нет
error-no-link = связь объединяет не менее двух записей, подчиненных одному органу
error-period-month = месячному отчету нужен месяц, например { $example }
error-period-quarter = квартальному отчету нужен квартал, например { $example }
error-period-future = период еще не начался: { $period }; первый день { $date }
error-turned-days = дата --from ({ $from }) позже даты --to ({ $until })
error-explain-json = --explain показывает записи показателя только с --format json
error-no-map = нет карты «{ $name }»; готовые карты: { $known }; или укажите файл TOML
error-map-register = карта «{ $map }» заполняет журнал «{ $fills }», а запрошен «{ $asked }»
error-holds-bodies = в базе данных уже есть органы; укажите через --data пустую папку
error-day-too-far = этот день слишком далек, с ним нельзя вычислять
error-too-long = строк в журнале: { $n_rows }, в один PDF входит { $n_most }; возьмите меньше дней или --format xlsx

error-file-absent = нет такого файла или папки: { $path }
error-file-denied = нет доступа к файлу или папке: { $path }
error-file-is-folder = это папка, а нужен файл: { $path }
error-file-is-no-folder = это файл, а нужна папка: { $path }
error-file-exists = такой файл уже есть: { $path }; назовите другой
error-file-full = на диске нет места: { $path }
error-file-other = файл нельзя использовать: { $path } ({ $what })
error-file-not-text = файл не является текстом в UTF-8: { $path }; сохраните его в UTF-8

error-database = база данных сообщает: { $what }
error-database-file = файл базы данных не открывается: проверьте, есть ли его папка и разрешена ли в ней запись
error-database-not-ours = этот файл не является базой данных Qorgau
error-no-server = PostgreSQL не отвечает; проверьте, запущен ли он и верны ли адрес и порт в --database
error-damaged = данные в базе не такие, какими их записала программа: { $what }
error-other-rulebook = база данных работает по другому своду правил; `qorgau rulebook apply` показывает, что изменится, и переводит на новый
error-newer-schema = схема базы данных { $found }, программа знает схему { $known }; возьмите более новую программу
error-location = это не база данных: «{ $given }»; укажите postgres://user@host/name или папку
error-not-empty = данные уже есть: { $place }; копия пишется только в пустую базу данных
error-no-decision = для удаления нужно решение: его номер и дата
error-nothing-personal = в записи нет персональных данных, или они уже удалены
error-no-database = здесь нет базы данных Qorgau: { $place }
error-older-schema = схема базы { $found }, программа читает { $known }; `qorgau verify` приводит ее к новой
error-too-many-filters = условий отбора может быть не более { $most }, задано { $given }
error-same-place = источник и место назначения совпадают
error-no-bodies = органов еще нет; их вводит `qorgau import bodies`

error-plain-http = HTTP без шифрования – только для этой машины, а запрошено { $place }; укажите --tls-cert и --tls-key или адрес 127.0.0.1
error-listen = слушать нельзя: { $place } ({ $what })
error-tls = TLS не запускается: { $what }
error-tls-open-key = файл ключа могут прочесть посторонние: { $path }; ограничьте доступ: chmod 600
error-served = с этими данными уже работает другой `qorgau serve`: { $place }; сначала остановите его
error-tls-names = сертификат для { $name } не создать: { $what }
