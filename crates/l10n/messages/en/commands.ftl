# What commands say when they are done.

said-imported = { $n_accepted } accepted, { $n_there } already there, { $n_refused } { $n_refused ->
        [one] line
       *[other] lines
    } refused
said-rehearsed = Rehearsal: { $n_accepted } would be accepted, { $n_there } already there, { $n_refused } { $n_refused ->
        [one] line
       *[other] lines
    } refused; nothing was stored
said-line = line { $line }: { $reason }
said-line-field = line { $line }, “{ $field }”: { $reason }
said-more-refused = { $n_lines } more { $n_lines ->
        [one] line was
       *[other] lines were
    } refused. All reasons: --format json; the lines themselves: --refused FILE
said-no-map = no map was named, so columns were read by the names of fields; a table of others needs --map, shipped are { $known }
said-repaired = { $kato }: the outline of the territory was repaired

said-verified = { $n_entries } { $n_entries ->
        [one] entry
       *[other] entries
    }, { $n_acts } { $n_acts ->
        [one] act
       *[other] acts
    }, { $n_problems } { $n_problems ->
        [one] problem
       *[other] problems
    }
said-act = act { $seq }
said-entry-act = { $register } { $number }, act { $seq }

said-changes = { $n_changes } monthly { $n_changes ->
        [one] figure changes
       *[other] figures change
    }
said-applied = The rulebook is applied.
said-not-applied = Nothing was applied.
said-checked = { $n_problems } { $n_problems ->
        [one] problem
       *[other] problems
    }; clauses: { $n_fulfilled } fulfilled, { $n_planned } planned, { $n_out } declared out

said-nothing-owed = Nothing is owed on this day.

demo-filled = { $n_bodies } bodies, { $n_entries } entries, { $n_territories } territories, { $n_links } links, { $n_returns } returns sent
demo-late = Late duties on { $date }
demo-late-region = Body
demo-late-bodies = Subordinates that are late
demo-late-items = Duties late there
demo-late-own = Late itself
demo-of = { $part } of { $whole }
demo-forms = { $n_forms } { $n_forms ->
        [one] form
       *[other] forms
    } printed in { $folder }

said-copied = { $n_rows } { $n_rows ->
        [one] row
       *[other] rows
    } copied
said-erased = Erased; the chain of the body records the decision.
said-serving = Qorgau answers at { $url }
said-stopped = Qorgau has stopped.
said-tls = The certificates are written: { $folder }. Install authority.crt on the devices, and keep authority.key away from the server.
demo-sign-ins = These can sign in; all have one password: { $password }
