-- Events of months $2 to $3, by the tree of month $2, summed for each child of $1 and for its own row.
WITH RECURSIVE below (id, child) AS (
    SELECT body_id, body_id FROM placement WHERE parent_id = $1 AND from_month <= $2 AND until_month >= $2
    UNION ALL
    SELECT p.body_id, b.child FROM below b JOIN placement p ON p.parent_id = b.id AND p.from_month <= $2 AND p.until_month >= $2
), member (id, child) AS (
    SELECT id, child FROM below UNION ALL SELECT CAST($1 AS BIGINT), CAST($1 AS BIGINT)
)
SELECT m.child, c.figure, CAST(SUM(c.amount) AS BIGINT) AS amount
FROM member m JOIN cell c ON c.body_id = m.id
WHERE c.month BETWEEN $2 AND $3
GROUP BY m.child, c.figure
ORDER BY m.child, c.figure
