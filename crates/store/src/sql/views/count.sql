SELECT CAST(COUNT(*) AS BIGINT) AS kept FROM list_view WHERE account_id = $1
