-- Acts about bodies, and handings-over of work, found by what they are about: few beside those about entries, so only they are indexed.
CREATE INDEX ledger_of_body ON ledger (subject) WHERE kind = 'body';
CREATE INDEX ledger_of_hand_over ON ledger (subject) WHERE kind = 'hand_over';
