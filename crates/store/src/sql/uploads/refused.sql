SELECT no, line, field, kk, ru, en FROM upload_refused WHERE upload_id = $1 AND no > $2 ORDER BY no LIMIT $3
