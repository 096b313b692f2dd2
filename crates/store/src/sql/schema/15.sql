-- Decisions that two records are not of the same fact, person or organisation: a row for each of the two. As with links the act stands in the
-- chain of the lowest body above both. While a decision stands the two are not suggested to each other, nor linked.
CREATE TABLE apart (
    id {uuid} NOT NULL,
    rank BIGINT NOT NULL,
    entry_id {uuid} NOT NULL,
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    ended_seq BIGINT NOT NULL,
    PRIMARY KEY (id, rank)
);
CREATE INDEX apart_of_entry ON apart (entry_id) WHERE ended_seq = 0;
