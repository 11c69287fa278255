-- Recommendation tables (推荐汇总表) as bureaus hand them in: numbered, with digest; what they order stays.

CREATE TABLE handed_in_tables (
    id            uuid        NOT NULL,
    season_id     uuid        NOT NULL,
    tier          text        NOT NULL,
    bureau_id     uuid        NOT NULL,
    number        integer     NOT NULL,
    length        integer     NOT NULL,
    content       text        NOT NULL,
    digest        bytea       NOT NULL,
    handed_in_by  uuid        NOT NULL,
    handed_in_at  timestamptz NOT NULL,
    CONSTRAINT handed_in_tables_pkey PRIMARY KEY (id),
    CONSTRAINT handed_in_tables_number_key UNIQUE (season_id, tier, bureau_id, number),
    CONSTRAINT handed_in_tables_season_fkey FOREIGN KEY (season_id, tier) REFERENCES season_tiers,
    CONSTRAINT handed_in_tables_bureau_fkey FOREIGN KEY (bureau_id) REFERENCES bureaus,
    CONSTRAINT handed_in_tables_by_fkey FOREIGN KEY (handed_in_by) REFERENCES accounts,
    CONSTRAINT handed_in_tables_length_check CHECK (length > 0),
    CONSTRAINT handed_in_tables_digest_check CHECK (octet_length(digest) = 32)
);
CREATE TRIGGER handed_in_tables_frozen BEFORE UPDATE OR DELETE ON handed_in_tables
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
COMMENT ON COLUMN handed_in_tables.content IS 'canonical JSON of head and rows; digest is its SHA-256';

-- A table that was taken back with a reason; it is kept, the order may be changed again.
CREATE TABLE reopened_tables (
    table_id     uuid        NOT NULL,
    reason       text        NOT NULL,
    reopened_by  uuid        NOT NULL,
    reopened_at  timestamptz NOT NULL,
    CONSTRAINT reopened_tables_pkey PRIMARY KEY (table_id),
    CONSTRAINT reopened_tables_table_fkey FOREIGN KEY (table_id) REFERENCES handed_in_tables,
    CONSTRAINT reopened_tables_by_fkey FOREIGN KEY (reopened_by) REFERENCES accounts
);
CREATE TRIGGER reopened_tables_frozen BEFORE UPDATE OR DELETE ON reopened_tables
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The sealed scan of a table, and the letter that goes with it (推荐函). The newest of a kind counts.
CREATE TABLE table_papers (
    id           uuid        NOT NULL,
    table_id     uuid        NOT NULL,
    kind         text        NOT NULL,
    file_name    text        NOT NULL,
    media_type   text        NOT NULL,
    bytes        bigint      NOT NULL,
    digest       bytea       NOT NULL,
    uploaded_by  uuid        NOT NULL,
    uploaded_at  timestamptz NOT NULL,
    CONSTRAINT table_papers_pkey PRIMARY KEY (id),
    CONSTRAINT table_papers_table_fkey FOREIGN KEY (table_id) REFERENCES handed_in_tables,
    CONSTRAINT table_papers_by_fkey FOREIGN KEY (uploaded_by) REFERENCES accounts,
    CONSTRAINT table_papers_kind_check CHECK (kind IN ('sealed_table', 'letter')),
    CONSTRAINT table_papers_bytes_check CHECK (bytes > 0),
    CONSTRAINT table_papers_digest_check CHECK (octet_length(digest) = 32)
);
CREATE INDEX table_papers_table_idx ON table_papers (table_id, id);
CREATE TRIGGER table_papers_frozen BEFORE UPDATE OR DELETE ON table_papers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE VIEW stored_files AS
    SELECT digest, bytes FROM evidence
    UNION ALL
    SELECT digest, bytes FROM table_papers;
