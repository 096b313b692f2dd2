# Reviews: an analysis of the data of a territory, kept in file No. 1.

reviews-title = Reviews
reviews-of-body = Reviews of the body
reviews-from-above = Reviews sent by the bodies above
reviews-name = Title
reviews-period = Period
reviews-state = State
reviews-when = Last step
reviews-none-title = There are no reviews
reviews-none-text = Units of the ministry and of oblast bodies prepare a review on the page of the territory. The bodies below read it once it is sent.

review-prepare = Prepare a review
review-revise = Edit the text of the draft
review-form-text = The text rests on the data of the territory for this quarter. Another person than the one who prepared it signs; the signature freezes the text and the figures.
review-field-title = Title
review-part-hint = Name no persons: the text of a document cannot be erased.
review-keep = Keep the draft
review-territory = Page of the territory
review-sent-to = The bodies below
review-send = Send to the bodies below
review-secret-hint = Asked once more before signing. A signature freezes the text and the figures; later corrections of figures are shown beside them.
review-waits-for-signer = Waits for the head of the unit to sign.
review-waits-for-nobody = Sent; nothing more is needed.
review-figures = Frozen figures
review-as-signed = The figures stand as they were signed.
