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
notice-coupon = Coupon of receipt
coupon-number = Number of the coupon
coupon-in-book = Number in the book
coupon-time = Time of receipt
coupon-by = Received by
coupon-until = To be answered by
coupon-no-term = no term is set
coupon-stated = The time of receipt is the one written down in the entry.
coupon-entered = The time of receipt is the moment at which the application was entered, on the day it came.
coupon-late = The hour of receipt was not written down. The application was entered later: { $moment }.
coupon-signature = Received
