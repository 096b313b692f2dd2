-- What tells whether registers are still kept since the same months: rows only come, and months only fall.
SELECT COUNT(*) AS keepers, CAST(COALESCE(SUM(since_month), 0) AS BIGINT) AS months FROM kept
