SELECT id, kind, period, sent_at, seq FROM document WHERE body_id = $1
