-- Since which month bodies keep each register.
SELECT register, body_id, since_month FROM kept ORDER BY register, body_id
