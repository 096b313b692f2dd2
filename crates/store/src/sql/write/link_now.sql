-- Whose chain a standing link stands in, or a standing decision that records are apart.
SELECT body_id FROM fact_link WHERE id = $1 AND ended_seq = 0
UNION SELECT body_id FROM apart WHERE id = $1 AND ended_seq = 0
