INSERT INTO cell (body_id, month, figure, dimension, amount)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (body_id, month, figure, dimension) DO UPDATE SET amount = cell.amount + excluded.amount
