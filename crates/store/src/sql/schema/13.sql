-- How many entries of a body stand is counted from the index alone.
DROP INDEX entry_by_day;
CREATE INDEX entry_by_day ON entry (register, body_id, day, state);
