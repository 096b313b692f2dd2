SELECT seq FROM attachment WHERE id = $1 AND entry_id = $2 AND ended_seq = 0 AND erased_seq = 0
