# Файлдан енгізу: жолдың неге қабылданбағаны.

refused-no-territory = нүкте ешбір органның аумағына жатпайды: ендік { $lat }, бойлық { $lon }
refused-no-coordinates = координаталар көрсетілмеген
refused-not-a-number = сан емес: «{ $text }»
refused-not-a-day = күн емес: «{ $text }»
refused-no-id = «{ $column }» бағанында жазбаның белгісі жоқ
refused-no-species = жануардың түрі көрсетілмеген
refused-two-in-group = осы фактіге жататын { $line }-жол қабылданбады
warning-region-book = фактілер облыстық органның өз журналына жазылады; әдетте оларды аудандық органдар жазады
refused-not-yes-or-no = иә не жоқ емес: «{ $text }»
refused-cells = жолда { $found } ұяшық бар, ал тақырып жолында { $wanted }
refused-not-whole = кестенің басқа жолдары қабылданбады, ал барлығын бірге ғана қабылдау сұралған
refused-other-value = осы фактінің басқа жолында «{ $field }» өрісінің мәні басқаша
