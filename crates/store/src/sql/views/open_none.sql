-- No view of the register opens by itself any more.
UPDATE list_view SET opens = 0 WHERE account_id = $1 AND register = $2 AND opens = 1
