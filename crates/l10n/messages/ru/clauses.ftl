# Части Инструкции и приказа.

clause-whole = пункт { $clause } Инструкции
subclause = подпункт { $sub }) пункта { $clause }
clause-paragraph = часть { $paragraph } пункта { $clause }
chapter = глава { $chapter } Инструкции
order-whole = приказ
order-preamble = преамбула приказа
order-item = пункт { $item } приказа
order-subitem = подпункт { $sub }) пункта { $item } приказа
appendix = приложение { $number } к Инструкции
appendix-file = приложение { $number }, дело № { $file }
appendix-column = приложение { $number }, графа { $column }
