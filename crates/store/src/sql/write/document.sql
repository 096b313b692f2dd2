INSERT INTO document (id, body_id, kind, period, version, state, steps, prepared_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, steps = excluded.steps, prepared_by = excluded.prepared_by
