SELECT COUNT(*) AS parts FROM blob_part WHERE hash = $1
