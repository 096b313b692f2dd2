-- {bytes}, {uuid} and {clustered} stand for what each engine calls them. Days are whole days since 1970-01-01,
-- months are counted from January of year 0, moments are microseconds since 1970-01-01 UTC.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE body (
    id BIGINT NOT NULL PRIMARY KEY,
    home {uuid} NOT NULL
);

CREATE TABLE body_version (
    body_id BIGINT NOT NULL REFERENCES body (id),
    from_day BIGINT NOT NULL,
    until_day BIGINT NOT NULL,
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    parent_id BIGINT,
    successor_id BIGINT,
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (body_id, from_day)
);

-- Whom a body stands under from one month to another; derived from body_version.
CREATE TABLE placement (
    body_id BIGINT NOT NULL,
    parent_id BIGINT,
    from_month BIGINT NOT NULL,
    until_month BIGINT NOT NULL,
    PRIMARY KEY (body_id, from_month)
);
CREATE INDEX placement_by_parent ON placement (parent_id, from_month);

CREATE TABLE territory (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES body (id),
    geometry TEXT NOT NULL
);

-- The head of each body's chain. Locking its row is locking the body for writing.
CREATE TABLE chain (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES body (id),
    seq BIGINT NOT NULL,
    hash {bytes} NOT NULL
);

CREATE TABLE ledger (
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject {uuid} NOT NULL,
    actor TEXT NOT NULL,
    claimed_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    algorithm BIGINT NOT NULL,
    hash_before {bytes} NOT NULL,
    plain {bytes} NOT NULL,
    personal {bytes},
    hash {bytes} NOT NULL,
    PRIMARY KEY (body_id, seq)
) {clustered};

-- What the acts say: part 0 is plain, part 1 personal. The only table from which anything is ever erased.
CREATE TABLE content (
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    part BIGINT NOT NULL,
    salt {bytes} NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (body_id, seq, part)
) {clustered};

CREATE TABLE entry (
    id {uuid} NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL,
    register TEXT NOT NULL,
    book_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    day BIGINT,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    seq BIGINT NOT NULL
) {clustered};
CREATE UNIQUE INDEX entry_by_number ON entry (register, book_id, year, number);
CREATE INDEX entry_by_day ON entry (register, body_id, day);

CREATE TABLE revision (
    entry_id {uuid} NOT NULL,
    revision BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (entry_id, revision)
) {clustered};

-- The last number given in a register, body's book and year.
CREATE TABLE numbering (
    register TEXT NOT NULL,
    book_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (register, book_id, year)
) {clustered};

-- The numbers this installation gave to codes of figures.
CREATE TABLE figure (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
);

-- What each act made count, and up to which act of the chain; 0 while it counts.
CREATE TABLE contribution (
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    item BIGINT NOT NULL,
    figure BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    day BIGINT NOT NULL,
    until_day BIGINT,
    reach BIGINT,
    amount BIGINT NOT NULL,
    dimension TEXT NOT NULL,
    ended_seq BIGINT NOT NULL,
    PRIMARY KEY (body_id, seq, item)
) {clustered};
CREATE INDEX contribution_by_day ON contribution (figure, body_id, day);
-- A span that touches a day began at most its length before it; spans of one class of length (reach) are found between two days.
-- With its last column the index holds all that figures ask, so that no row is fetched.
CREATE INDEX contribution_spans ON contribution (figure, reach, day, until_day, body_id, amount, ended_seq) WHERE reach IS NOT NULL AND ended_seq = 0;

-- Monthly sums of events.
CREATE TABLE cell (
    body_id BIGINT NOT NULL,
    month BIGINT NOT NULL,
    figure BIGINT NOT NULL,
    dimension TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (body_id, month, figure, dimension)
) {clustered};

-- Monthly sums of a body and everything below it, by that month's tree; derived from cell and placement.
CREATE TABLE rollup (
    body_id BIGINT NOT NULL,
    month BIGINT NOT NULL,
    figure BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (body_id, month, figure)
) {clustered};

-- The first month in which a body kept a register.
CREATE TABLE kept (
    body_id BIGINT NOT NULL,
    register TEXT NOT NULL,
    since_month BIGINT NOT NULL,
    PRIMARY KEY (body_id, register)
);

-- Order-preserving keys of fields that can be filtered or sorted by.
CREATE TABLE field_key (
    register TEXT NOT NULL,
    field TEXT NOT NULL,
    key {bytes} NOT NULL,
    day BIGINT NOT NULL,
    entry_id {uuid} NOT NULL,
    personal BIGINT NOT NULL,
    PRIMARY KEY (register, field, key, day, entry_id)
) {clustered};
CREATE INDEX field_key_by_entry ON field_key (entry_id);

-- Records of one fact in several books, confirmed as linked by a body above them.
CREATE TABLE fact_link (
    id {uuid} NOT NULL,
    rank BIGINT NOT NULL,
    entry_id {uuid} NOT NULL,
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    ended_seq BIGINT NOT NULL,
    PRIMARY KEY (id, rank)
);
-- An entry stands in one link at a time; else its doubles would be taken off twice.
CREATE UNIQUE INDEX fact_link_of_entry ON fact_link (entry_id) WHERE ended_seq = 0;

CREATE TABLE document (
    id {uuid} NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX document_by_period ON document (kind, body_id, period);
