-- Papers of entries: photos, scans and PDF files.

-- Which papers an entry has or had; derived from the acts. body_id and seq are the act that added it; ended_seq the act of the same chain
-- that struck it from the entry, erased_seq the one that erased its bytes and what it was called; 0 where there is none.
CREATE TABLE attachment (
    id {uuid} NOT NULL PRIMARY KEY,
    entry_id {uuid} NOT NULL,
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hash {bytes} NOT NULL,
    kind TEXT NOT NULL,
    length BIGINT NOT NULL,
    name TEXT NOT NULL,
    caption TEXT NOT NULL,
    ended_seq BIGINT NOT NULL,
    erased_seq BIGINT NOT NULL
);
CREATE INDEX attachment_of_entry ON attachment (entry_id, seq);
CREATE INDEX attachment_by_hash ON attachment (hash);
CREATE INDEX attachment_of_body ON attachment (body_id);

-- The bytes of papers as they came, each once however many entries hold it, by their SHA-256, piece by piece from 0. They go only with a
-- decision that erases the last entry's hold on them.
CREATE TABLE blob (
    hash {bytes} NOT NULL PRIMARY KEY,
    length BIGINT NOT NULL
) {clustered};

CREATE TABLE blob_part (
    hash {bytes} NOT NULL REFERENCES blob (hash),
    no BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (hash, no)
);

-- Small pictures (JPEG) of papers that are pictures.
CREATE TABLE thumbnail (
    hash {bytes} NOT NULL PRIMARY KEY REFERENCES blob (hash),
    bytes {bytes} NOT NULL
);
