-- Sums every body's cells into itself and everything above it, month by month.
INSERT INTO rollup (body_id, month, figure, amount)
WITH RECURSIVE up (id, above, from_month, until_month, depth) AS (
    SELECT id, id, CAST(-999999 AS BIGINT), CAST(999999 AS BIGINT), 0 FROM body
    UNION ALL
    SELECT u.id, p.parent_id,
        CASE WHEN p.from_month > u.from_month THEN p.from_month ELSE u.from_month END,
        CASE WHEN p.until_month < u.until_month THEN p.until_month ELSE u.until_month END,
        u.depth + 1
    FROM up u JOIN placement p ON p.body_id = u.above AND p.from_month <= u.until_month AND p.until_month >= u.from_month
    WHERE p.parent_id IS NOT NULL AND u.depth < 8
)
SELECT u.above, c.month, c.figure, CAST(SUM(c.amount) AS BIGINT)
FROM up u JOIN cell c ON c.body_id = u.id AND c.month BETWEEN u.from_month AND u.until_month
GROUP BY u.above, c.month, c.figure
