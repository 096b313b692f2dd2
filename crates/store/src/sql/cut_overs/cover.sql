UPDATE chain SET covered_until = $2 WHERE body_id = $1 AND covered_until < $2
