DELETE FROM upload_refused WHERE upload_id = $1
