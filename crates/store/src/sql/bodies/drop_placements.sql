DELETE FROM placement
