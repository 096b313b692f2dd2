UPDATE attachment SET name = '', caption = '', erased_seq = $2 WHERE entry_id = $1 AND erased_seq = 0
