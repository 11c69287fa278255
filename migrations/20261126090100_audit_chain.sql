-- The audit trail as a chain: the digest of each entry covers the digest of the one before it.

CREATE TABLE audit_chain (
    seq       bigint PRIMARY KEY,
    entry_id  bigint NOT NULL REFERENCES audit_entries,
    digest    bytea NOT NULL,
    CONSTRAINT audit_chain_entry_key UNIQUE (entry_id),
    CONSTRAINT audit_chain_digest_check CHECK (octet_length(digest) = 32)
);
COMMENT ON TABLE audit_chain IS
    'digest = SHA-256(digest of seq - 1, or 32 zero bytes || audit_entry_text(entry) in UTF-8)';

-- What the digest covers: the whole row, without what is NULL, so that a later column which is
-- NULL for earlier entries leaves their text as it is.
CREATE FUNCTION audit_entry_text(entry audit_entries) RETURNS text
    LANGUAGE plpgsql STABLE SET timezone = 'UTC' AS $$
BEGIN
    RETURN jsonb_strip_nulls(to_jsonb(entry))::text;
END $$;

-- Runs when the act commits: the lock is held for the commit alone, and the order of the chain is
-- the order of the commits. As the owner, so that the running program needs no right to the chain.
CREATE FUNCTION chain_audit_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last audit_chain;
BEGIN
    PERFORM pg_advisory_xact_lock(7239812005);
    SELECT * INTO last FROM audit_chain ORDER BY seq DESC LIMIT 1;
    INSERT INTO audit_chain (seq, entry_id, digest)
    VALUES (COALESCE(last.seq, 0) + 1, NEW.id,
            sha256(COALESCE(last.digest, decode(repeat('00', 32), 'hex'))
                   || convert_to(audit_entry_text(NEW), 'UTF8')));
    RETURN NULL;
END $$;

-- The entries there are already, in their order.
DO $$
DECLARE
    entry audit_entries;
    previous bytea := decode(repeat('00', 32), 'hex');
    position bigint := 0;
BEGIN
    FOR entry IN SELECT * FROM audit_entries ORDER BY id LOOP
        position := position + 1;
        previous := sha256(previous || convert_to(audit_entry_text(entry), 'UTF8'));
        INSERT INTO audit_chain (seq, entry_id, digest) VALUES (position, entry.id, previous);
    END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER audit_entries_chained AFTER INSERT ON audit_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

-- The end of the chain on each day, published for everybody to keep.
CREATE TABLE audit_heads (
    day           date PRIMARY KEY,
    seq           bigint NOT NULL,
    digest        bytea NOT NULL,
    published_at  timestamptz NOT NULL,
    CONSTRAINT audit_heads_digest_check CHECK (octet_length(digest) = 32)
);

CREATE TRIGGER audit_chain_frozen BEFORE UPDATE OR DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_heads_frozen BEFORE UPDATE OR DELETE ON audit_heads
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_chain_kept BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_heads_kept BEFORE TRUNCATE ON audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_kept BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_kept BEFORE TRUNCATE ON submissions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transitions_kept BEFORE TRUNCATE ON transitions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
