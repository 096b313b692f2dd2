SELECT id, body_id, kind, period, version, state, steps, prepared_by FROM document WHERE id = $1
