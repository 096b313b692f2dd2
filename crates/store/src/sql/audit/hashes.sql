SELECT seq, hash FROM ledger WHERE (body_id, seq) IN (VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT)))
