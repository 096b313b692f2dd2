-- The plain parts of the last standing entries of a register at body $2 and below it, in days $3 to $4.
WITH RECURSIVE below (id) AS (
    SELECT CAST($2 AS BIGINT)
    UNION
    SELECT p.body_id FROM below b JOIN placement p ON p.parent_id = b.id
)
SELECT e.id, e.body_id, c.bytes
FROM entry e JOIN content c ON c.body_id = e.body_id AND c.seq = e.seq AND c.part = 0
WHERE e.register = $1 AND e.state = 'active' AND e.body_id IN (SELECT id FROM below) AND e.day BETWEEN $3 AND $4
ORDER BY e.day DESC, e.id
LIMIT $5
