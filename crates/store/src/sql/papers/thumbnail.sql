SELECT bytes FROM thumbnail WHERE hash = $1
