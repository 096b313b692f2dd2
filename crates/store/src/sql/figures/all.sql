SELECT code, id FROM figure ORDER BY id
