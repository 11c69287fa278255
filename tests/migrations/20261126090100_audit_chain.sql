DO $$ BEGIN
    ASSERT (SELECT count(*) FROM audit_chain) = (SELECT count(*) FROM audit_entries);
END $$;

INSERT INTO audit_heads (day, seq, digest, published_at)
SELECT '2026-05-20', seq, digest, '2026-05-20T16:00:00Z' FROM audit_chain ORDER BY seq DESC LIMIT 1;
