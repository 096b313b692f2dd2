# Words common to pages, the start page, sign-in, error pages.

web-product = Qorgau
web-about = The working system of the nature-protection and veterinary police
web-as-of = As of { $moment } · { $name }
web-skip = Skip to the content
web-languages = Language
web-sections = Sections
web-search = Search
web-start = Start
web-order = Order No. { $number } of { $date }
web-look = How pages look

start-lead = Every fact is entered once. Returns and journals are made from these entries, and every figure opens its own.
start-sign-in = Sign in
start-who = The administrator of your body gives you an account.
start-basis = Basis
start-clauses = Clauses of the Instruction
start-registers = Registers
start-figures = Figures of the returns
start-duties = Duties with a due date

sign-in-title = Sign in
sign-in-name = User name
sign-in-secret = Password
sign-in-go = Sign in
sign-in-help = If you have forgotten the password, ask the administrator of your body.

page-code = Error { $status }
page-absent-title = There is no such page
page-absent-text = The address is mistyped, the page has moved, or it is not open to you.
page-method-title = This page cannot be opened that way
page-method-text = Open the page again from the list of sections. Nothing was stored.
page-large-title = Too much was sent
page-large-text = The limit of one sending is { $megabytes } MB. Nothing was stored.
page-slow-title = The data came too slowly
page-slow-text = Check the connection and send it again. Nothing was stored.
page-request-title = The request was not understood
page-request-text = Open the page again and repeat the action. Nothing was stored.
page-failed-title = Something went wrong in the program
page-failed-text = The unfinished action was not stored. Try again in a few minutes. If it does not help, tell the administrator this mark.
page-busy-title = The server is not ready
page-busy-text = Try again in a few minutes. If it does not help, tell the administrator this mark.
page-mark = Mark of the request
page-to-start = Back to the start page

part-optional = optional
part-errors = Correct the following
part-error = Error:
part-missing = no data
part-pages = Pages
part-first = First
part-next = Next
part-path = Path to this page
part-parts = Parts
part-sorted-down = descending
