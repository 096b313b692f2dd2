-- How many papers of entries stand, by entry.
SELECT a.entry_id, COUNT(*) AS papers
FROM attachment a
WHERE a.ended_seq = 0 AND a.erased_seq = 0 AND a.entry_id IN (VALUES (CAST($1 AS {uuid})))
GROUP BY a.entry_id
