SELECT CAST(COUNT(*) AS BIGINT) FROM list_view WHERE account_id = $1
