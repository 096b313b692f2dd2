SELECT bytes FROM blob_part WHERE hash = $1 AND no = $2
