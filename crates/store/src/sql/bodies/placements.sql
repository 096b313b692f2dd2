-- Whom bodies, and the bodies above them, stand under.
WITH RECURSIVE up (body_id) AS (
    VALUES (CAST($1 AS BIGINT))
    UNION
    SELECT p.parent_id FROM up u JOIN placement p ON p.body_id = u.body_id WHERE p.parent_id IS NOT NULL
)
SELECT p.body_id, p.parent_id, p.from_month, p.until_month
FROM up u JOIN placement p ON p.body_id = u.body_id
WHERE p.parent_id IS NOT NULL
