-- Locks every chain for writing.
UPDATE chain SET seq = seq
