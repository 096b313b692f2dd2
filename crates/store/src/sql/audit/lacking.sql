-- Acts that added papers whose bytes are gone, although no decision erased them.
SELECT a.body_id, a.seq
FROM attachment a LEFT JOIN blob b ON b.hash = a.hash
WHERE a.erased_seq = 0 AND b.hash IS NULL
ORDER BY a.body_id, a.seq
LIMIT 100
