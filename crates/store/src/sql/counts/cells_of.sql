SELECT month, figure, dimension, amount FROM cell WHERE body_id = $1 AND amount <> 0 ORDER BY month, figure, dimension
