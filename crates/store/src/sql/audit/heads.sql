SELECT body_id, seq, hash FROM chain ORDER BY body_id
