-- The posts of bodies that were recorded as vacant.
SELECT id, body_id, account_id, role, ground, basis, from_day, until_day, ended_day, seq FROM absence
WHERE role <> '' AND body_id IN (VALUES (CAST($1 AS BIGINT)))
