-- Who holds which role at a body on a day.
SELECT g.account_id, g.role, a.login, a.name
FROM granted g JOIN account a ON a.id = g.account_id
WHERE g.body_id = $1 AND g.from_day <= $2 AND g.until_day >= $2 AND a.closed_at = 0
ORDER BY g.role, a.login
