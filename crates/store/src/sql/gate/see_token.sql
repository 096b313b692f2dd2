UPDATE api_token SET seen_at = $2 WHERE token = $1 AND seen_at < $2
