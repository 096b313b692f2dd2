# Bans of natural objects: is it forbidden here on this day?

bans-title = Bans
bans-sub = Is it forbidden here on this day? What the register of natural objects knows: of this body and below it, and of the bodies above.
bans-ask = Ask
bans-day = Day
bans-at = Place
bans-at-hint = Coordinates in any usual notation, for example 46.81, 74.98. Without them every object counts.
bans-species = Species
bans-way = Gear or way
bans-any = any
bans-object = Natural object
bans-days = From – until
bans-year = { $year }
bans-act = Act
bans-strip = { $object }: closed { $days }
bans-closed = Forbidden on this day
bans-others = Not forbidden on this day
bans-open = { $date }: no known ban holds
bans-open-text = Only bans that were entered are known; where an object is missing, ask whoever keeps the register.
bans-forbidden = { $date }: { $n_bans ->
        [one] a ban holds
       *[other] { $n_bans } bans hold
    }
bans-forbidden-text = Each is named below with its act. An object whose area is not drawn may lie elsewhere in the territory of its body.
bans-not-drawn = { $object } (area not drawn)
bans-nothing = No bans are known
bans-nothing-text = A ban is a line of the entry of a natural object: species, gear, from which day to which, by which act.
bans-enter = Enter a natural object
bans-warning = On this day a ban holds
bans-next = What to do
bans-propose = Propose groups and checkpoints
