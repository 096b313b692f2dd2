-- Absences, and what is expressly given. Both are derived from the acts of the body's chain. Days are day numbers; 9999-12-31 stands for never.

-- Who is away from when to when, by which order. account_id: the absent person, or nobody where a post that nobody holds is recorded as
-- vacant; then role names it. ended_day: from this day on it no longer counts.
CREATE TABLE absence (
    id {uuid} NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    account_id {uuid} NOT NULL,
    role TEXT NOT NULL,
    ground TEXT NOT NULL,
    basis TEXT NOT NULL,
    from_day BIGINT NOT NULL,
    until_day BIGINT NOT NULL,
    ended_day BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX absence_of_account ON absence (account_id, from_day);
CREATE INDEX absence_by_body ON absence (body_id);

-- What of a body an account may read although no role of it reaches there: what is worded as in roles.toml, `register:outbreak`.
CREATE TABLE given (
    id {uuid} NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    account_id {uuid} NOT NULL REFERENCES account (id),
    what TEXT NOT NULL,
    basis TEXT NOT NULL,
    from_day BIGINT NOT NULL,
    until_day BIGINT NOT NULL,
    ended_day BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX given_to_account ON given (account_id, from_day);
CREATE INDEX given_by_body ON given (body_id);

-- The acts about accounts are found by the account: these too.
DROP INDEX ledger_of_account;
CREATE INDEX ledger_of_account ON ledger (subject) WHERE kind IN ('account', 'right', 'absence', 'given');
