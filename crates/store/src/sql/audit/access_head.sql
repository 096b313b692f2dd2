SELECT seq, hash FROM access_head WHERE id = 1
