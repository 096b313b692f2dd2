SELECT document_id, no, step, version, seq, at FROM document_step WHERE body_id = $1
