-- What stands on the last of the days asked, by row of the root in the tree of the month asked, or of all as the root's.
WITH RECURSIVE asked (n, figure, first_day, last_day, root, month, by_row) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT))
), below (month, root, body_id, row_id) AS (
    SELECT month, root, root, root FROM asked
    UNION
    SELECT b.month, b.root, p.body_id, CASE WHEN b.body_id = b.root THEN p.body_id ELSE b.row_id END
    FROM below b JOIN placement p ON p.parent_id = b.body_id AND p.from_month <= b.month AND p.until_month >= b.month
), reach (class, longest) AS (
    VALUES (0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 64), (7, 128), (8, 256), (9, 512), (10, 1024), (11, 2048), (12, 4096), (13, 8192), (14, 9999999)
)
SELECT a.n, CASE WHEN a.by_row = 1 THEN b.row_id ELSE a.root END AS whose, CAST(SUM(c.amount) AS BIGINT) AS amount
FROM asked a
CROSS JOIN reach r
CROSS JOIN contribution c
CROSS JOIN below b
WHERE c.figure = a.figure AND c.reach = r.class AND c.reach IS NOT NULL AND c.ended_seq = 0
    AND c.day BETWEEN a.last_day - r.longest AND a.last_day AND c.until_day >= a.last_day
    AND b.month = a.month AND b.body_id = c.body_id
GROUP BY a.n, whose
