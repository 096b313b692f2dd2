-- The absences that count on a day: of whoever holds or held a role at a body, and of its posts. Each half goes by an index of its own.
SELECT id, body_id, account_id, role, ground, basis, from_day, until_day, ended_day, seq FROM absence
WHERE body_id = $1 AND role <> '' AND from_day <= $2 AND until_day >= $2 AND ended_day > $2
UNION
SELECT a.id, a.body_id, a.account_id, a.role, a.ground, a.basis, a.from_day, a.until_day, a.ended_day, a.seq
FROM granted g JOIN absence a ON a.account_id = g.account_id
WHERE g.body_id = $1 AND a.from_day <= $2 AND a.until_day >= $2 AND a.ended_day > $2
ORDER BY from_day, id
