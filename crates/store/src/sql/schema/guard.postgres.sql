CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$;
CREATE TRIGGER ledger_keeps BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER revision_keeps BEFORE UPDATE OR DELETE ON revision FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER ledger_not_emptied BEFORE TRUNCATE ON ledger EXECUTE FUNCTION only_added_to();
CREATE TRIGGER revision_not_emptied BEFORE TRUNCATE ON revision EXECUTE FUNCTION only_added_to();
