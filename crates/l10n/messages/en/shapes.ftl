# An outline or a line of a form, drawn on a map or by a list of its points.

forms-shape-kind = What is drawn
forms-shape-outline = An outline
forms-shape-line = A line
forms-shape-open = Draw on a map
forms-shape-shut = Close the map
forms-shape-title = map
forms-shape-hint = Click one point after another; drag a point to move it. By keyboard: arrows move the map, + and − bring it nearer or farther, Enter sets a point in its middle.
forms-shape-wheel = Hold Ctrl and turn the wheel to bring the map nearer
forms-shape-fingers = Move the map with two fingers
forms-shape-nearer = Bring nearer
forms-shape-farther = Move farther away
forms-shape-failed = This browser draws no map: type the coordinates of the points.
forms-shape-count = Points
forms-shape-nth = Point
forms-shape-how = Coordinates of the points in their order: 43.25667 76.92861 or 43°15′24″ N 76°55′43″ E
forms-shape-add = Add a point
forms-shape-remove = Remove
forms-shape-last = Remove the last point
forms-shape-clear = Remove all points
forms-shape-few-outline = An outline needs at least three points. Until then it is not entered.
forms-shape-few-line = A line needs at least two points. Until then it is not entered.
forms-shape-crosses = The outline crosses or touches itself: move or remove a point. Until then it is not entered.
forms-shape-wrong = The marked point is not a pair of coordinates; for example: 43.25667 76.92861. Until then nothing is entered.
forms-shape-whole = What stands here cannot be changed point by point: it has several parts, gaps, heights or very many points. The map shows it; change it as text.
forms-shape-unread = The text is not GeoJSON of an outline or a line, so it is not drawn. Correct the text, or delete it to draw anew.
forms-shape-as-text = As text (GeoJSON)
