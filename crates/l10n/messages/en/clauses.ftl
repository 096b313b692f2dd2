# Parts of the Instruction and of the order.

clause-whole = clause { $clause } of the Instruction
subclause = sub-clause { $sub }) of clause { $clause }
clause-paragraph = paragraph { $paragraph } of clause { $clause }
chapter = chapter { $chapter } of the Instruction
order-whole = the order
order-preamble = preamble of the order
order-item = item { $item } of the order
order-subitem = sub-item { $sub }) of item { $item } of the order
appendix = Appendix { $number } to the Instruction
appendix-file = Appendix { $number }, file No. { $file }
appendix-column = Appendix { $number }, column { $column }
