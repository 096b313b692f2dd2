-- The absences that count on a day: of whoever holds or held a role at a body, and of its posts.
SELECT id, body_id, account_id, role, ground, basis, from_day, until_day, ended_day, seq FROM absence
WHERE from_day <= $2 AND until_day >= $2 AND ended_day > $2
    AND ((role <> '' AND body_id = $1) OR account_id IN (SELECT account_id FROM granted WHERE body_id = $1))
ORDER BY from_day, id
