-- Sums of subtrees that are not the sums of their cells.
WITH RECURSIVE up (id, above, from_month, until_month, depth) AS (
    SELECT id, id, CAST(-999999 AS BIGINT), CAST(999999 AS BIGINT), 0 FROM body
    UNION ALL
    SELECT u.id, p.parent_id,
        CASE WHEN p.from_month > u.from_month THEN p.from_month ELSE u.from_month END,
        CASE WHEN p.until_month < u.until_month THEN p.until_month ELSE u.until_month END,
        u.depth + 1
    FROM up u JOIN placement p ON p.body_id = u.above AND p.from_month <= u.until_month AND p.until_month >= u.from_month
    WHERE p.parent_id IS NOT NULL AND u.depth < 8
), summed (body_id, month, figure, amount) AS (
    SELECT u.above, c.month, c.figure, CAST(SUM(c.amount) AS BIGINT)
    FROM up u JOIN cell c ON c.body_id = u.id AND c.month BETWEEN u.from_month AND u.until_month
    GROUP BY u.above, c.month, c.figure
)
SELECT COALESCE(s.body_id, r.body_id) AS body_id, COALESCE(s.month, r.month) AS month, COALESCE(s.figure, r.figure) AS figure
FROM summed s FULL OUTER JOIN rollup r ON r.body_id = s.body_id AND r.month = s.month AND r.figure = s.figure
WHERE COALESCE(s.amount, 0) <> COALESCE(r.amount, 0)
ORDER BY 1, 2, 3
LIMIT 100
