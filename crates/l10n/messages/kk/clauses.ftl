# Нұсқаулық пен бұйрықтың бөліктері.

clause-whole = Нұсқаулықтың { $clause }-тармағы
subclause = { $clause }-тармақтың { $sub }) тармақшасы
clause-paragraph = { $clause }-тармақтың { $paragraph }-бөлігі
chapter = Нұсқаулықтың { $chapter }-тарауы
order-whole = бұйрық
order-preamble = бұйрықтың кіріспесі
order-item = бұйрықтың { $item }-тармағы
order-subitem = бұйрықтың { $item }-тармағының { $sub }) тармақшасы
appendix = Нұсқаулыққа { $number }-қосымша
appendix-file = { $number }-қосымша, № { $file } іс
appendix-column = { $number }-қосымшаның { $column }-бағаны
