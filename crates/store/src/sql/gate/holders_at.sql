-- Who holds roles at bodies, open accounts only, with their days.
SELECT g.body_id, g.role, g.from_day, g.until_day, a.id, a.name
FROM granted g JOIN account a ON a.id = g.account_id
WHERE g.body_id IN (VALUES (CAST($1 AS BIGINT))) AND a.closed_at = 0
ORDER BY g.body_id, g.role, a.login
