-- The papers of an entry, also those struck from it, with who added and who struck them.
SELECT a.id, a.body_id, a.hash, a.kind, a.length, a.name, a.caption, a.erased_seq, l.actor, l.received_at, t.actor AS struck_by,
    t.received_at AS struck_at, c.bytes AS struck_for
FROM attachment a
JOIN ledger l ON l.body_id = a.body_id AND l.seq = a.seq
LEFT JOIN ledger t ON t.body_id = a.body_id AND t.seq = a.ended_seq
LEFT JOIN content c ON c.body_id = a.body_id AND c.seq = a.ended_seq AND c.part = 0
WHERE a.entry_id = $1
ORDER BY a.seq, a.id
