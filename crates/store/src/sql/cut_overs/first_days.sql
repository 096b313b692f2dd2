-- From which day these bodies keep registers here.
SELECT p.body_id, p.register, p.first_day
FROM cut_over p
WHERE p.body_id IN (VALUES (CAST($1 AS BIGINT)))
    AND p.no = (SELECT MAX(q.no) FROM cut_over q WHERE q.body_id = p.body_id AND q.register = p.register)
