SELECT COUNT(*) AS left_over FROM recovery_code WHERE account_id = $1
