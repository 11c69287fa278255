DO $$ BEGIN
    CREATE ROLE tidu_migration_test;
    PERFORM grant_to_program('tidu_migration_test');
    ASSERT has_table_privilege('tidu_migration_test', 'applications', 'UPDATE');
    ASSERT has_table_privilege('tidu_migration_test', 'audit_entries', 'INSERT');
    ASSERT NOT has_table_privilege('tidu_migration_test', 'audit_entries', 'UPDATE, DELETE, TRUNCATE');
    ASSERT NOT has_table_privilege('tidu_migration_test', 'submissions', 'UPDATE, DELETE, TRUNCATE');
    ASSERT NOT has_table_privilege('tidu_migration_test', 'transitions', 'UPDATE, DELETE, TRUNCATE');
    ASSERT NOT has_table_privilege('tidu_migration_test', 'audit_chain', 'INSERT, UPDATE, DELETE, TRUNCATE');
    DROP OWNED BY tidu_migration_test;
    DROP ROLE tidu_migration_test;
END $$;
