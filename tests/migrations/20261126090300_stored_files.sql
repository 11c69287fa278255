DO $$ BEGIN
    ASSERT (SELECT count(*) FROM stored_files) = (SELECT count(*) FROM evidence);
END $$;
