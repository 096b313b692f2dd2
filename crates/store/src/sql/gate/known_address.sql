SELECT seq FROM access WHERE account_id = $1 AND at > $2 AND what = 'sign_in' AND address = $3 ORDER BY seq DESC LIMIT 1
