SELECT id, rank, entry_id, seq, ended_seq FROM apart WHERE body_id = $1
