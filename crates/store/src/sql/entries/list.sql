-- A page of a register's standing entries below $3, in the order of field $2, after key $4 and entry $5.
WITH RECURSIVE below (id) AS (
    SELECT CAST($3 AS BIGINT)
    UNION
    SELECT p.body_id FROM below b JOIN placement p ON p.parent_id = b.id
)
SELECT k.key, k.entry_id, e.body_id
FROM field_key k JOIN entry e ON e.id = k.entry_id
WHERE k.register = $1 AND k.field = $2 AND e.state = 'active' AND e.body_id IN (SELECT id FROM below)
  AND (k.key, k.entry_id) > ($4, $5)
  -- filters
ORDER BY k.key, k.entry_id
LIMIT $6
