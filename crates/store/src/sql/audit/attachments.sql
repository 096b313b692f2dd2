SELECT id, entry_id, seq, hash, kind, length, name, caption, ended_seq, erased_seq FROM attachment WHERE body_id = $1
