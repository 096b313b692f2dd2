-- Every body that has acts, whether or not its head is known, and every body that a row without any act names.
SELECT body_id FROM chain
UNION SELECT DISTINCT body_id FROM ledger
UNION SELECT body_id FROM body_version
UNION SELECT body_id FROM territory
UNION SELECT body_id FROM kept
UNION SELECT body_id FROM fact_link
UNION SELECT body_id FROM apart
UNION SELECT body_id FROM document
UNION SELECT DISTINCT body_id FROM cut_over
UNION SELECT DISTINCT body_id FROM document_step
UNION SELECT body_id FROM account
UNION SELECT DISTINCT body_id FROM granted
UNION SELECT DISTINCT body_id FROM absence
UNION SELECT DISTINCT body_id FROM given
UNION SELECT DISTINCT body_id FROM attachment
UNION SELECT DISTINCT body_id FROM entry
UNION SELECT DISTINCT body_id FROM revision
UNION SELECT DISTINCT body_id FROM contribution
UNION SELECT DISTINCT body_id FROM cell
ORDER BY body_id
