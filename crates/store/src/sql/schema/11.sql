-- Views of lists that people keep under a name, as they keep how they read tables: a convenience, in no chain.
-- query is the address of the list without its place: filters, columns, order. opens: 1 where the list opens with it.
CREATE TABLE list_view (
    id {uuid} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL REFERENCES account (id),
    register TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    opens BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    UNIQUE (account_id, register, name)
);

-- Plates and numbers of documents written in parts are words of their own since then. The keys of entries that are there already are
-- counted anew by `qorgau rulebook apply`, which a server asks for before it starts.
UPDATE setting SET value = 'keys of entries lack plates' WHERE name = 'rulebook';
