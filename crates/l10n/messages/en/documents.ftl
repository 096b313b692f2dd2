# The life of a document: draft, signature, sending, receipt, return with a remark.

document-none = not begun
document-draft = draft
document-signed = signed
document-sent = sent
document-received = received
document-returned = returned with a remark

document-was-prepared = Draft prepared
document-was-signed = Signed, figures frozen
document-was-sent = Sent to the superior body
document-was-received = Received by the superior body
document-was-returned = Returned with a remark
document-was-revised = Text of the draft rewritten
document-text-was-signed = Signed, text and figures frozen
document-was-sent-below = Sent to the bodies below

document-stale = Somebody else took another step with the document meanwhile. Look at how it stands now and try again.
document-not-now = This cannot be done with the document as it stands. State: { $state }.
document-same-person = Whoever prepared the draft does not sign it: another person has to.
document-no-remark = Write the remark: the body has to see what to mend.
document-lacking = The document is not complete: write its title and its obligatory parts.
document-too-long = The text is too long. At most { $most } characters.
document-not-over = The period is not over. A document is signed after the last day of its period.
