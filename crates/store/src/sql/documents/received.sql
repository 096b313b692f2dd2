-- The documents that a body received last between two moments and did not send back, each with that step.
SELECT d.id, d.body_id, d.kind, d.period, s.no, s.step, s.at
FROM document_step s JOIN document d ON d.id = s.document_id
WHERE s.body_id = $1 AND s.step = 'receive' AND s.at BETWEEN $2 AND $3 AND d.state = 'received'
    AND s.no = (SELECT MAX(t.no) FROM document_step t WHERE t.document_id = s.document_id AND t.step = 'receive')
