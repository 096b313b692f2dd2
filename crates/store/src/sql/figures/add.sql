INSERT INTO figure (id, code) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM figure), $1) ON CONFLICT (code) DO NOTHING
