-- Whose chain a standing link stands in.
SELECT DISTINCT body_id FROM fact_link WHERE id = $1 AND ended_seq = 0
