-- The entries from which an entry stands apart.
SELECT o.entry_id
FROM apart a
JOIN apart o ON o.id = a.id AND o.rank <> a.rank
WHERE a.entry_id = $1 AND a.ended_seq = 0
