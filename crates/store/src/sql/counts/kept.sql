-- Since which month bodies keep each register.
WITH asked (body_id) AS (
    VALUES (CAST($1 AS BIGINT))
)
SELECT k.body_id, k.register, k.since_month FROM asked a CROSS JOIN kept k WHERE k.body_id = a.body_id ORDER BY k.body_id, k.register
