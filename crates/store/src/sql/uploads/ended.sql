SELECT id FROM upload WHERE ends_at <= $1 ORDER BY id
