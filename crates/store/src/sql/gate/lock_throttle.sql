-- How somebody who knocks has fared lately, locked until the transaction ends.
SELECT name, failures, last_at, until_at
FROM throttle
WHERE name IN (VALUES (CAST($1 AS TEXT)))
ORDER BY name
FOR UPDATE
