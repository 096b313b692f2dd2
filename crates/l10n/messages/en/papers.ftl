# The document of a return, the matrix of bodies, Today, charts.

paper-panel = Document
paper-open = Page of the document
paper-not-begun = No draft of the return has been prepared
paper-version = version { $version }
paper-remark = Remark
paper-remark-hint = Write what to mend: the remark stays with the body's document.
paper-note = Explanation
paper-note-hint = What should be known about the figures; it stays with the document.
paper-secret = Password or second code
paper-secret-hint = Asked once more before signing. A signature freezes the figures; later corrections are shown beside them.
paper-wrong-secret = The password or code is wrong. The document was not signed.
paper-prepare = Prepare the draft
paper-prepare-anew = Prepare a new version
paper-sign = Sign
paper-send = Send to the superior body
paper-receive = Receive
paper-return = Return with the remark
paper-waits-for-officer = Waits for the officer who prepares the draft.
paper-waits-for-head = Waits for the head of the body to sign.
paper-waits-to-be-sent = Signed, waits to be sent.
paper-waits-for-superior = Waits for the superior body to receive it.
paper-waits-for-nobody = The return was received; nothing more is needed.

paper-title = { $title }: document
paper-versions = Signed versions
paper-trail = What befell the document
paper-figures = Frozen and present figures
paper-frozen = Frozen
paper-live = Now
paper-restated = Restated
paper-restated-none = No figure has changed since the signature.
paper-restated-some = Figures changed since the signature: { $count }. The frozen numbers do not change.
paper-not-signed = No version is signed: the figures are not frozen yet.
paper-signed-by = Signed by
paper-prepared-by = Prepared by
paper-signed-at = Signed at
paper-sent-to = Sent to
paper-chain = Place in the chain
paper-check = Count anew from the chains
paper-checked-same = Counted anew from the chains as of the signature: every figure agrees.
paper-checked-other = Figures that do not agree when counted anew: { $count }. Check the chains by the command “qorgau verify”.
paper-checked-rulebook = The document was signed by other rules and cannot be counted anew by the present ones.
paper-checked-title = Counting anew
paper-place-signature = Signature of the head
paper-place-stamp = Stamp
paper-print-signed = { $name } signed with a password in the system: { $moment }, version { $version }.
paper-files = Files
paper-return-page = Page of the return

change-up = more
change-down = less
change-none = unchanged

view-figures = Figures
view-columns = Bodies in columns
view-rows = Bodies in rows
view-group = Group of figures
head-trend = 24 months
trend-words = { $name }: at most { $most } in the last 24 months, { $last } in the last month
chart-trend = The last 24 months
chart-this = last 12 months
chart-before = the 12 months before
chart-share = Share by kind
chart-map-words = { $name }: map by bodies; the table holds the same numbers
chart-months = By month
chart-month = Month

bodies-matrix-title = Bodies and duties
matrix-body = Body
paper-due = due { $moment }
matrix-nobody = No bodies below
matrix-nobody-text = The duties of the bodies below and the days they are due stand on this page.
matrix-received = Received: { $received } of { $all }
matrix-late-count = { $count } late
matrix-none = no duty
matrix-terms = Terms of entries
matrix-legend = A cell leads to the return or the document.

clock-late = { $n_days } { $n_days ->
        [one] day
       *[other] days
    } late
clock-left = { $n_days } { $n_days ->
        [one] day
       *[other] days
    } left
clock-today = today, until 24:00
clock-done-late = done { $n_days } { $n_days ->
        [one] day
       *[other] days
    } late
clock-in-time = in time

today-back = returned
today-to-sign = waits for a signature
today-to-send = waits to be sent
today-to-receive = waits to be received
today-do-prepare = Prepare the draft
today-do-again = Mend
today-do-sign = Look and sign
today-do-send = Send
today-do-receive = Receive
today-do-look = Look
today-mine = My latest entries
today-number = No.
today-register = Register
today-when = Entered
today-to-take-in = { $name }, { $period }: sent by { $count } bodies
today-open-matrix = Open the matrix of bodies
today-admin-title = No duties of content
today-admin-text = Your role shows no returns and registers.
