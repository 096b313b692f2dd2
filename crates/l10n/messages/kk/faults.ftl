# Жазба өрістеріндегі қателер.

fault-unknown = бұл журналда «{ $field }» өрісі жоқ
fault-missing = «{ $field }» өрісі толтырылмаған
fault-wrong-type = «{ $field }» өрісіндегі мән өрістің түріне сәйкес келмейді
fault-not-in-list = «{ $list }» тізімінде «{ $given }» мәні жоқ; ең жақындары: { $nearest }
fault-not-in-list-no-near = «{ $list }» тізімінде «{ $given }» мәні жоқ
fault-future = бүгінгі күннен кейінгі күн көрсетілген: { $date }
fault-order = «{ $field }» өрісіндегі күн «{ $other }» өрісіндегі күннен ерте
fault-span-order = «{ $field }» өрісінде соңғы күн бірінші күннен ерте
fault-part-above = «{ $field }» өрісіндегі сан «{ $whole }» өрісіндегі саннан артық
fault-not-in-force = «{ $item }» мәні { $date } күні қолданыста болмаған
fault-check-digit = «{ $field }» өрісіндегі нөмірдің бақылау разряды дұрыс емес
fault-negative = «{ $field }» өрісіндегі сан теріс болмауға тиіс
fault-out-of-range = «{ $field }» өрісіндегі координаталар рұқсат етілген шектен тыс
fault-no-rate = { $date } күніне зиян мөлшерлемесі немесе АЕК белгіленбеген
fault-rate-differs = мөлшерлеме бойынша зиян: { $computed } теңге; басқа сома көрсетілген
fault-too-large = «{ $field }» өрісіндегі сан тым үлкен; өлшем бірлігі мен цифрларын тексеріңіз
