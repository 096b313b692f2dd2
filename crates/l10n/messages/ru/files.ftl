# Файлы, которые нельзя прочесть, и отклоненные территории.

file-nothing-stored = { $why }. Ничего не сохранено
file-not-utf8 = строка { $line } записана не в UTF-8; сохраните таблицу как CSV в UTF-8
file-zero-bytes = это не текстовая таблица: в ней есть нулевые байты
file-open-quote = кавычка открыта и не закрыта
file-no-columns = в первой строке нет столбцов, разделенных знаком «{ $delimiter }»
file-lacks = в таблице нет столбцов: { $columns }
file-lacks-for-map = в таблице нет столбцов: { $columns }; их читает карта «{ $map }»
file-empty-workbook = первый лист книги пуст
file-no-features = файл в формате GeoJSON, но это не набор объектов
file-unreadable = файл нельзя прочесть: { $what }
territory-no-body = органа с таким кодом КАТО нет
territory-no-geometry = у объекта нет геометрии
territory-no-polygon = территория задается как Polygon или MultiPolygon
territory-outside-the-earth = координаты вне долготы ±180 и широты ±90 (WGS 84)
territory-crosses-itself = многоугольник пересекает сам себя, а исправление изменило бы его площадь более чем на 1 %
