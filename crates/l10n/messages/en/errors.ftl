# Why a command was not carried out, and what to do.

error-no-body = no body has the code “{ $code }”; `qorgau import bodies` brings bodies in
error-no-register = there is no register “{ $code }”
error-no-figure = there is no figure “{ $code }”; the codes of figures stand in the first column of the return
error-no-journal = register “{ $register }” has no printed form; use --format xlsx or csv
error-absent = there is no such entry
error-no-link = a link joins two or more entries below one body
error-period-month = a monthly return needs a month, for example { $example }
error-period-quarter = a quarterly return needs a quarter, for example { $example }
error-period-future = the period has not begun yet: { $period }; its first day is { $date }
error-turned-days = the day of --from ({ $from }) is after the day of --to ({ $until })
error-explain-json = --explain shows the entries behind a figure with --format json only
error-no-map = there is no map “{ $name }”; shipped are { $known }; or name a TOML file
error-map-register = map “{ $map }” fills register “{ $fills }”, not “{ $asked }”
error-holds-bodies = the database already holds bodies; name an empty folder by --data
error-day-too-far = this day is too far away to compute with
error-too-long = the journal has { $n_rows } rows and one PDF holds { $n_most }; take fewer days, or --format xlsx

error-file-absent = there is no such file or folder: { $path }
error-file-denied = the file or folder may not be used by you: { $path }
error-file-is-folder = this is a folder, and a file is needed: { $path }
error-file-is-no-folder = this is a file, and a folder is needed: { $path }
error-file-exists = the file is there already: { $path }; name another
error-file-full = no room is left on the disk: { $path }
error-file-other = the file cannot be used: { $path } ({ $what })
error-file-not-text = the file is not text in UTF-8: { $path }; save it in UTF-8

error-database = the database reports: { $what }
error-database-file = the file of the database cannot be opened: check that its folder is there and may be written to
error-database-not-ours = the file is no database of Qorgau
error-no-server = no PostgreSQL answers; check that it runs, and the host and port in --database
error-damaged = what stands in the database is not what this program wrote: { $what }
error-other-rulebook = the database works by another rulebook; `qorgau rulebook apply` shows what would change and changes over
error-newer-schema = the database has schema { $found }, this program knows { $known }; use the newer program
error-location = “{ $given }” is no database; use postgres://user@host/name or a folder
error-not-empty = { $place } already holds data; a copy goes only into an empty database
error-no-decision = an erasure needs the decision it goes by: its number and date
error-nothing-personal = the entry holds nothing personal, or it was erased already
error-no-database = { $place } holds no database of Qorgau
error-older-schema = the database has schema { $found }, this program reads { $known }; `qorgau verify` brings it up to date
error-too-many-filters = a list takes at most { $most } conditions, not { $given }
error-same-place = source and target are the same
error-no-bodies = there are no bodies yet; `qorgau import bodies` brings them in

error-plain-http = plain HTTP is for this machine only, and { $place } was asked for; name --tls-cert and --tls-key, or listen at 127.0.0.1
error-listen = cannot listen at { $place } ({ $what })
error-tls = TLS cannot start: { $what }
error-tls-open-key = others may read the file of the key: { $path }; restrict it: chmod 600
error-served = another `qorgau serve` works with this data: { $place }; stop it first
error-tls-names = no certificate can be made for { $name }: { $what }
