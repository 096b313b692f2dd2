# Мүлде оқылмайтын файлдар және қабылданбаған аумақтар.

file-nothing-stored = { $why }. Ештеңе сақталған жоқ
file-not-utf8 = { $line }-жол UTF-8 түрінде жазылмаған; кестені UTF-8 түріндегі CSV етіп сақтаңыз
file-zero-bytes = бұл мәтіндік кесте емес: ішінде нөлдік байттар бар
file-open-quote = тырнақша ашылып, жабылмай қалған
file-no-columns = бірінші жолда «{ $delimiter }» белгісімен бөлінген бағандар жоқ
file-lacks = кестеде мына бағандар жоқ: { $columns }
file-lacks-for-map = кестеде мына бағандар жоқ: { $columns }; оларды «{ $map }» картасы оқиды
file-empty-workbook = кітаптың бірінші парағы бос
file-no-features = файл GeoJSON пішімінде, бірақ нысандар жинағы емес
file-unreadable = файлды оқу мүмкін емес: { $what }
territory-no-body = ӘАОЖ коды мұндай орган жоқ
territory-no-geometry = нысанның геометриясы жоқ
territory-no-polygon = аумақ Polygon не MultiPolygon түрінде беріледі
territory-outside-the-earth = координаталар бойлық ±180, ендік ±90 шегінен тыс (WGS 84)
territory-crosses-itself = көпбұрыш өзін-өзі қиып өтеді, ал оны түзету ауданын 1 %-дан артық өзгертер еді
