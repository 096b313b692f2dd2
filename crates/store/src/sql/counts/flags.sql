-- The bodies below $1 (by the tree of month $2) with any event of figure $3 in days $4 to $5, each with the child it stands under.
WITH RECURSIVE below (id, child) AS (
    SELECT body_id, body_id FROM placement WHERE parent_id = $1 AND from_month <= $2 AND until_month >= $2
    UNION ALL
    SELECT p.body_id, b.child FROM below b JOIN placement p ON p.parent_id = b.id AND p.from_month <= $2 AND p.until_month >= $2
), member (id, child) AS (
    SELECT id, child FROM below UNION ALL SELECT CAST($1 AS BIGINT), CAST($1 AS BIGINT)
)
SELECT m.child, m.id
FROM member m
WHERE EXISTS (
    SELECT 1 FROM contribution c
    WHERE c.figure = $3 AND c.body_id = m.id AND c.day BETWEEN $4 AND $5 AND c.ended_seq = 0 AND c.amount > 0
)
ORDER BY m.child, m.id
