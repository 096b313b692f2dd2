-- How many revisions of an entry still say something personal.
SELECT CAST(COUNT(*) AS BIGINT) AS parts
FROM revision r JOIN content c ON c.body_id = r.body_id AND c.seq = r.seq AND c.part = 1
WHERE r.entry_id = $1
