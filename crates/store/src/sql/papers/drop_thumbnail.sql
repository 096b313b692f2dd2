DELETE FROM thumbnail WHERE hash = $1
