-- Acts about accounts and rights, found by the account: few beside those about entries, so only they are indexed.
CREATE INDEX ledger_of_account ON ledger (subject) WHERE kind IN ('account', 'right');
