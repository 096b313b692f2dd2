INSERT INTO territory (body_id, geometry) VALUES ($1, $2)
ON CONFLICT (body_id) DO UPDATE SET geometry = excluded.geometry
