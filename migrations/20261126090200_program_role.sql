-- The rights of the role the program runs as, when it is not the owner of the tables.

-- Gives the role what the program needs: rows of every table, but no row of a table that refuses
-- changes may be changed or removed by it, and no table may be emptied or altered. The chain of
-- the audit trail is written by the database alone.
CREATE FUNCTION grant_to_program(program name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    frozen regclass;
BEGIN
    IF program = current_user THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', program);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', program);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', program);
    FOR frozen IN
        SELECT DISTINCT t.tgrelid::regclass FROM pg_trigger t
        JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
        WHERE p.proname = 'refuse_change' AND c.relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %I', frozen, program);
    END LOOP;
    EXECUTE format('REVOKE INSERT ON audit_chain FROM %I', program);
    IF to_regclass('public._sqlx_migrations') IS NOT NULL THEN
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM %I', program);
    END IF;
END $$;
