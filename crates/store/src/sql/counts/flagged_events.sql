-- The bodies with any event in the days asked, of those that ever stood below the root.
WITH RECURSIVE asked (n, figure, first_day, last_day, root) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT))
), below (body_id) AS (
    SELECT root FROM asked UNION SELECT p.body_id FROM below b JOIN placement p ON p.parent_id = b.body_id
)
SELECT a.n, b.body_id
FROM asked a
CROSS JOIN below b
WHERE EXISTS (
    SELECT 1 FROM contribution c
    WHERE c.figure = a.figure AND c.body_id = b.body_id AND c.day BETWEEN a.first_day AND a.last_day AND c.ended_seq = 0 AND c.amount > 0
)
