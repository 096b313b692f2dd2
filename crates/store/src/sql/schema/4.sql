-- The life of documents. What was sent before is kept as documents that were sent at once.

ALTER TABLE document RENAME TO document_sent;

-- Documents as they stand; derived from the steps.
CREATE TABLE document (
    id {uuid} NOT NULL,
    body_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    steps BIGINT NOT NULL,
    prepared_by TEXT NOT NULL,
    PRIMARY KEY (id)
);

-- Each step is an act of the body that took it: its own, or the superior's. Moments are microseconds.
CREATE TABLE document_step (
    document_id {uuid} NOT NULL,
    no BIGINT NOT NULL,
    step TEXT NOT NULL,
    version BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (document_id, no)
) {clustered};
CREATE INDEX document_step_by_act ON document_step (body_id, seq);

INSERT INTO document (id, body_id, kind, period, version, state, steps, prepared_by)
SELECT d.id, d.body_id, d.kind, d.period, 1, 'sent', 1, l.actor
FROM document_sent d JOIN ledger l ON l.body_id = d.body_id AND l.seq = d.seq;

INSERT INTO document_step (document_id, no, step, version, body_id, seq, at)
SELECT id, 1, 'whole', 1, body_id, seq, sent_at FROM document_sent;

DROP TABLE document_sent;

CREATE INDEX document_by_period ON document (body_id, kind, period);
