SELECT length FROM blob WHERE hash = $1
