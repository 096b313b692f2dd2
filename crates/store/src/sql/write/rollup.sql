INSERT INTO rollup (body_id, month, figure, amount)
VALUES ($1, $2, $3, $4)
ON CONFLICT (body_id, month, figure) DO UPDATE SET amount = rollup.amount + excluded.amount
