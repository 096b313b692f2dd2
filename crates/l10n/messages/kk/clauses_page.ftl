# Нұсқаулық беті.

clauses-standing = Органның жағдайы
clauses-entered = биылғы жазбалар: { $count }
clauses-find = Сөз не тармақ
clauses-all = барлығы
clauses-nothing = Мұндай тармақ табылмады
clauses-nothing-text = Сөзді қысқартып көріңіз немесе барлық тармақты ашыңыз.
clauses-why = Ескерту
clauses-near = Көрші тармақтар
clauses-owed = Міндеттер
clauses-register = Тізілім
clauses-this-year = Биылғы жазбалар
clauses-earlier = Бұрынғы редакциясы:
clauses-standing-of = Осы тармақ бойынша:
clauses-no-standing = Бұл тармақ бойынша органның мерзімді міндеті де, журналы да жоқ.
clauses-levels = Органдардың деңгейлері
