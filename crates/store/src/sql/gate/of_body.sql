SELECT id, body_id, login, name, lang, closed_at FROM account WHERE body_id IN (VALUES (CAST($1 AS BIGINT))) ORDER BY login
