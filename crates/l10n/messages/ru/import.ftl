# Ввод из файла: почему строка не принята.

refused-no-territory = точка не лежит на территории ни одного органа: широта { $lat }, долгота { $lon }
refused-no-coordinates = координаты не указаны
refused-not-a-number = не число: «{ $text }»
refused-not-a-day = не дата: «{ $text }»
refused-no-id = в столбце «{ $column }» нет обозначения записи
refused-no-species = не указан вид животного
refused-two-in-group = не принята строка { $line } того же факта
warning-region-book = факты записываются в собственный журнал областного органа; обычно их записывают районные органы
refused-not-yes-or-no = не «да» и не «нет»: «{ $text }»
refused-cells = ячеек в строке: { $found }, в заголовке: { $wanted }
refused-not-whole = другие строки таблицы отклонены, а принять просили только все вместе
refused-other-value = другая строка того же факта дает полю «{ $field }» другое значение
