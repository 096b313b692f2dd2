DELETE FROM blob WHERE hash = $1
