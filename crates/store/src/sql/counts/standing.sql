-- What stands on the last of the days asked, by body of those that ever stood below the root, or of all of them as the root's.
WITH RECURSIVE asked (n, figure, first_day, last_day, root, apart) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT))
), below (body_id) AS (
    SELECT root FROM asked UNION SELECT p.body_id FROM below b JOIN placement p ON p.parent_id = b.body_id
), reach (class, longest) AS (
    VALUES (0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 64), (7, 128), (8, 256), (9, 512), (10, 1024), (11, 2048), (12, 4096), (13, 8192), (14, 9999999)
)
SELECT a.n, CASE WHEN a.apart = 1 THEN c.body_id ELSE a.root END AS whose, CAST(SUM(c.amount) AS BIGINT) AS amount
FROM asked a
CROSS JOIN reach r
CROSS JOIN contribution c
WHERE c.figure = a.figure AND c.reach = r.class AND c.reach IS NOT NULL AND c.ended_seq = 0
    AND c.day BETWEEN a.last_day - r.longest AND a.last_day AND c.until_day >= a.last_day
    AND c.body_id IN (SELECT body_id FROM below)
GROUP BY a.n, whose
