SELECT body_id, seq FROM revision WHERE entry_id = $1 ORDER BY revision
