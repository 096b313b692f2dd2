CREATE TRIGGER access_keeps BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'the access chain is only added to'); END;
CREATE TRIGGER access_stays BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT, 'the access chain is only added to'); END;
