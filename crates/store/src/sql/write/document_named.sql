-- Whether a body has a document of a kind for a period.
SELECT id FROM document WHERE body_id = $1 AND kind = $2 AND period = $3 ORDER BY id LIMIT 1
