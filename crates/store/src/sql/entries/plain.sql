-- The plain parts of the last standing entries of a register at body $2 and below it, in days $3 to $4. Which they are is found
-- before their contents are read.
WITH RECURSIVE below (id) AS (
    SELECT CAST($2 AS BIGINT)
    UNION
    SELECT p.body_id FROM below b JOIN placement p ON p.parent_id = b.id
), last (id, body_id, seq, day) AS (
    SELECT e.id, e.body_id, e.seq, e.day
    FROM entry e
    WHERE e.register = $1 AND e.state = 'active' AND e.body_id IN (SELECT id FROM below) AND e.day BETWEEN $3 AND $4
    ORDER BY e.day DESC, e.id
    LIMIT $5
)
SELECT l.id, l.body_id, c.bytes
FROM last l JOIN content c ON c.body_id = l.body_id AND c.seq = l.seq AND c.part = 0
ORDER BY l.day DESC, l.id
