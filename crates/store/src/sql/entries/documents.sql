SELECT body_id, kind, period, MIN(sent_at) AS sent_at FROM document WHERE body_id = $1 GROUP BY body_id, kind, period ORDER BY kind, period
