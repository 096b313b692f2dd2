-- Imports: tables that people bring, until they are done with them, and how they read them. Moments are microseconds since 1970-01-01 UTC.

-- A table brought for a register. Nobody but the account that brought it sees it. It is no part of the record and ends by itself.
-- body_id 0: each fact goes to the body in whose territory it lies. state: open, checking, checked, storing, stored, failed.
-- seen_at: when whoever works on it was last heard of.
CREATE TABLE upload (
    id {uuid} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    hash {bytes} NOT NULL,
    length BIGINT NOT NULL,
    register TEXT NOT NULL,
    body_id BIGINT NOT NULL,
    encoding TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    map TEXT NOT NULL,
    whole BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    already_there BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    into_regions BIGINT NOT NULL,
    failure TEXT NOT NULL
);
CREATE INDEX upload_of_account ON upload (account_id, made_at);
CREATE INDEX upload_by_end ON upload (ends_at);

-- The bytes of a table, piece by piece. kind: 0 as it was brought, 1 the refused lines to be mended.
CREATE TABLE upload_part (
    upload_id {uuid} NOT NULL REFERENCES upload (id),
    kind BIGINT NOT NULL,
    no BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (upload_id, kind, no)
);

-- Why lines of a table were refused, in the order of the lines.
CREATE TABLE upload_refused (
    upload_id {uuid} NOT NULL REFERENCES upload (id),
    no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    field TEXT NOT NULL,
    kk TEXT NOT NULL,
    ru TEXT NOT NULL,
    en TEXT NOT NULL,
    PRIMARY KEY (upload_id, no)
);

-- How somebody reads tables of a layout, kept under a name. The map is written as in the rulebook.
CREATE TABLE mapping (
    account_id {uuid} NOT NULL REFERENCES account (id),
    register TEXT NOT NULL,
    name TEXT NOT NULL,
    map TEXT NOT NULL,
    encoding TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, register, name)
);
