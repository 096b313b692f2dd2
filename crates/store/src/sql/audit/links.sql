SELECT id, rank, entry_id, seq, ended_seq FROM fact_link WHERE body_id = $1
