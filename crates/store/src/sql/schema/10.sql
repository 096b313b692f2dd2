-- Cut-overs from paper: from which day a body keeps a register here, and the number of the first entry here in that year. Each row is an
-- act of the body; the last about a register (by no) holds. The days covered_from to before first_day count by opening totals.
CREATE TABLE cut_over (
    body_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    register TEXT NOT NULL,
    no BIGINT NOT NULL,
    first_day BIGINT NOT NULL,
    covered_from BIGINT NOT NULL,
    year BIGINT NOT NULL,
    next_number BIGINT NOT NULL,
    PRIMARY KEY (body_id, seq)
) {clustered};
CREATE UNIQUE INDEX cut_over_by_no ON cut_over (body_id, register, no);

-- No opening totals of the body ever counted this day or a later one; 0 where there are none. Entries of later days need not ask for them.
ALTER TABLE chain ADD COLUMN covered_until BIGINT NOT NULL DEFAULT 0;
