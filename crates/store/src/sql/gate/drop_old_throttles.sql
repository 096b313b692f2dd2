DELETE FROM throttle WHERE last_at < $1 AND until_at < $1
