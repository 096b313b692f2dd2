# What bodies above wrote of one's own body (13, 15.1, 21.1).

addressed-title = From bodies above
addressed-since = since { $day }
addressed-from = From the beginning of: { $period }
addressed-nothing = Nothing from bodies above
addressed-nothing-text = Directives addressed to your body, and diversions of its forces, appear here as soon as a body above records them.
addressed-record = Receipt
addressed-enter = Record as received
addressed-note = These entries stand in the books of bodies above, and only those that name your body are open to you. What your body received and executed it records in its own register.
