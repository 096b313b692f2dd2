SELECT bytes FROM upload_part WHERE upload_id = $1 AND kind = $2 ORDER BY no
