# An outline or a line of a form, drawn on a map or by a list of its points.

forms-shape-kind = Что рисуется
forms-shape-outline = Контур
forms-shape-line = Линия
forms-shape-open = Рисовать на карте
forms-shape-shut = Закрыть карту
forms-shape-title = карта
forms-shape-hint = Щелкайте точку за точкой; чтобы сдвинуть точку, перетащите ее. С клавиатуры: стрелки двигают карту, + и − приближают и отдаляют, Enter ставит точку в середину.
forms-shape-wheel = Чтобы приблизить карту, удерживайте Ctrl и вращайте колесо
forms-shape-fingers = Двигайте карту двумя пальцами
forms-shape-nearer = Приблизить
forms-shape-farther = Отдалить
forms-shape-failed = Этот браузер не рисует карту: впишите координаты точек.
forms-shape-count = Точек
forms-shape-nth = Точка
forms-shape-how = Координаты точек по порядку: 43,25667 76,92861 или 43°15′24″ с.ш. 76°55′43″ в.д.
forms-shape-add = Добавить точку
forms-shape-remove = Убрать
forms-shape-last = Убрать последнюю точку
forms-shape-clear = Убрать все точки
forms-shape-few-outline = Контуру нужны хотя бы три точки. До этого он не вносится.
forms-shape-few-line = Линии нужны хотя бы две точки. До этого она не вносится.
forms-shape-crosses = Контур пересекает или задевает сам себя: сдвиньте или уберите точку. До этого он не вносится.
forms-shape-wrong = Отмеченная точка записана не как координаты; например: 43,25667 76,92861. До этого ничего не вносится.
forms-shape-whole = Это нельзя изменить по точкам: здесь несколько частей, вырезы, высоты или очень много точек. Карта показывает, что записано; меняйте текст.
forms-shape-unread = В тексте нет контура или линии в формате GeoJSON, поэтому ничего не нарисовано. Исправьте текст или удалите его, чтобы нарисовать заново.
forms-shape-as-text = Текстом (GeoJSON)
