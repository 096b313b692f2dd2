DELETE FROM contribution
