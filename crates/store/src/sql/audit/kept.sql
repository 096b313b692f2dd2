SELECT body_id, register, since_month FROM kept ORDER BY body_id, register
