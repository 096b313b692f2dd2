DELETE FROM blob_part WHERE hash = $1
