-- Tokens of programs. Only the hash of a token is kept; a token that was revoked stays, and opens nothing. Moments are microseconds
-- since 1970-01-01 UTC; 0 stands for never.
CREATE TABLE api_token (
    token {bytes} NOT NULL PRIMARY KEY,
    id {uuid} NOT NULL UNIQUE,
    account_id {uuid} NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    acts TEXT NOT NULL,
    body_id BIGINT NOT NULL REFERENCES body (id),
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL
);
CREATE INDEX api_token_of_account ON api_token (account_id);
