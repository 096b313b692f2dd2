-- Keys of entries, made anew: by body, with words to search, the day and the number, and the entries that an entry names.
DROP TABLE field_key;

-- Order-preserving keys of an entry: fields that can be filtered or sorted by, its day and number, its words, the entries it names.
-- An empty key stands where a field is not stated. Whoever reads one body's entries, or those of a few, goes by body; whoever reads
-- those of all goes by the whole register. With the day behind the key, entries of one key are found in the order of their days.
CREATE TABLE field_key (
    entry_id {uuid} NOT NULL,
    field TEXT NOT NULL,
    key {bytes} NOT NULL,
    register TEXT NOT NULL,
    body_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    personal BIGINT NOT NULL,
    PRIMARY KEY (entry_id, field, key)
) {clustered};
CREATE INDEX field_key_of_body ON field_key (register, body_id, field, key, day, entry_id);
CREATE INDEX field_key_of_all ON field_key (register, field, key, day, entry_id);

-- The keys of entries that are there already are counted anew by `qorgau rulebook apply`, which a server asks for before it starts.
UPDATE setting SET value = 'keys of entries are missing' WHERE name = 'rulebook';
