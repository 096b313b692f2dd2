-- Accounts, who may do what where, and who came in. Moments are microseconds since 1970-01-01 UTC; 0 stands for never.

-- Who can sign in. All but the language is repeated from the acts of the body's chain.
CREATE TABLE account (
    id {uuid} NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    closed_at BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
-- A login stands in the chains as the actor, so it is never given to another.
CREATE UNIQUE INDEX account_by_login ON account (login);
CREATE INDEX account_by_body ON account (body_id);

-- The roles that accounts hold at bodies, from day to day; derived from the acts of the body's chain.
CREATE TABLE granted (
    account_id {uuid} NOT NULL,
    role TEXT NOT NULL,
    body_id BIGINT NOT NULL,
    from_day BIGINT NOT NULL,
    until_day BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (account_id, role, body_id)
);
CREATE INDEX granted_by_body ON granted (body_id);

-- What somebody proves himself by. Nothing of it is in any chain.
CREATE TABLE credential (
    account_id {uuid} NOT NULL PRIMARY KEY REFERENCES account (id),
    password TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    totp {bytes},
    totp_at BIGINT NOT NULL,
    totp_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account_id {uuid} NOT NULL REFERENCES account (id),
    hash {bytes} NOT NULL,
    PRIMARY KEY (account_id, hash)
);

-- A code that is handed over and used once: to start, after an invitation, or for a password forgotten.
CREATE TABLE one_time_code (
    hash {bytes} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL,
    purpose TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX one_time_code_of_account ON one_time_code (account_id);

-- Who is signed in. Only the hash of a token is kept.
CREATE TABLE session (
    token {bytes} NOT NULL PRIMARY KEY,
    id {uuid} NOT NULL UNIQUE,
    account_id {uuid} NOT NULL REFERENCES account (id),
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_of_account ON session (account_id);

-- How often somebody failed lately, and from when he may try again.
CREATE TABLE throttle (
    name TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);
CREATE INDEX throttle_by_last ON throttle (last_at);

-- The access chain of the installation, and its head.
CREATE TABLE access (
    seq BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    account_id {uuid} NOT NULL,
    what TEXT NOT NULL,
    address TEXT NOT NULL,
    detail TEXT NOT NULL,
    algorithm BIGINT NOT NULL,
    hash_before {bytes} NOT NULL,
    hash {bytes} NOT NULL
);
CREATE INDEX access_of_account ON access (account_id, at);

CREATE TABLE access_head (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash {bytes} NOT NULL
);
