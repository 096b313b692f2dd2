-- What befell a document, with who did it and what he said.
SELECT s.no, s.step, s.version, s.body_id, s.seq, l.actor, l.received_at, c.bytes
FROM document_step s
JOIN ledger l ON l.body_id = s.body_id AND l.seq = s.seq
LEFT JOIN content c ON c.body_id = s.body_id AND c.seq = s.seq AND c.part = 0
WHERE s.document_id = $1
ORDER BY s.no
