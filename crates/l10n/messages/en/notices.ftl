# Notices to whoever applied.

notice-extension = Notice that the term is extended
notice-forwarding = Notice of forwarding
notice-dated = On application No. { $number } of { $received }
notice-extended = Your application No. { $number } of { $received } is still under consideration. The term of consideration is extended until { $until }.
notice-reason = Reason for the extension: { $reason }.
notice-forwarded = Your application No. { $number } of { $received } was forwarded by competence on { $sent }.
notice-forwarded-to = Forwarded to: { $to }.
notice-forwarded-answer = That body will answer you.
notice-print = { $notice } (PDF)
