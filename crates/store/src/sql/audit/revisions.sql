SELECT entry_id, revision, seq FROM revision WHERE body_id = $1
