-- Every body that has acts, whether or not its head is known.
SELECT DISTINCT body_id FROM ledger ORDER BY body_id
