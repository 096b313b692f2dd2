-- Events of months $2 to $3 summed for each child of $1, each month by its own tree, and for its own row.
SELECT p.body_id AS child, r.figure, CAST(SUM(r.amount) AS BIGINT) AS amount
FROM placement p JOIN rollup r ON r.body_id = p.body_id AND r.month BETWEEN p.from_month AND p.until_month
WHERE p.parent_id = $1 AND p.from_month <= $3 AND p.until_month >= $2 AND r.month BETWEEN $2 AND $3
GROUP BY p.body_id, r.figure
UNION ALL
SELECT c.body_id, c.figure, CAST(SUM(c.amount) AS BIGINT)
FROM cell c
WHERE c.body_id = $1 AND c.month BETWEEN $2 AND $3
GROUP BY c.body_id, c.figure
