-- The account is held until the transaction ends, so that two windows cannot both keep the last view that is allowed.
SELECT id
FROM account
WHERE id IN (VALUES (CAST($1 AS {uuid})))
FOR UPDATE
