-- Whether a body had any event is told by the index alone; what ended leaves it.
DROP INDEX contribution_by_day;
CREATE INDEX contribution_by_day ON contribution (figure, body_id, day, amount) WHERE ended_seq = 0;
