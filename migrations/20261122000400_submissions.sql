-- Frozen submissions, the history of each application, returns.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TABLE submissions (
    application_id     uuid NOT NULL REFERENCES applications,
    number             integer NOT NULL,
    snapshot           text NOT NULL,
    digest             bytea NOT NULL,
    rules_edition      text NOT NULL,
    catalogue_edition  text NOT NULL,
    report             text NOT NULL,
    claimed_count      integer NOT NULL,
    submitted_by       uuid NOT NULL REFERENCES accounts,
    submitted_at       timestamptz NOT NULL,
    PRIMARY KEY (application_id, number)
);
CREATE TRIGGER submissions_frozen BEFORE UPDATE OR DELETE ON submissions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
COMMENT ON COLUMN submissions.snapshot IS 'canonical JSON of the dossier; digest is its SHA-256';

-- Every transition of an application: the timeline its people see.
CREATE TABLE transitions (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id  uuid NOT NULL REFERENCES applications,
    act             text NOT NULL,
    from_status     text NOT NULL,
    to_status       text NOT NULL,
    submission      integer NOT NULL,
    reason          text NOT NULL DEFAULT '',
    actor_role      text NOT NULL,
    account_id      uuid REFERENCES accounts,
    at              timestamptz NOT NULL
);
CREATE INDEX transitions_application_idx ON transitions (application_id, id);
CREATE TRIGGER transitions_frozen BEFORE UPDATE OR DELETE ON transitions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Returns for correction (退回修改): only the named items are open for editing.
CREATE TABLE returns (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id  uuid NOT NULL REFERENCES applications,
    submission      integer NOT NULL,
    reason          text NOT NULL,
    items           jsonb NOT NULL,
    due_at          timestamptz NOT NULL,
    returned_by     uuid NOT NULL REFERENCES accounts,
    returned_at     timestamptz NOT NULL,
    answered_at     timestamptz
);
CREATE UNIQUE INDEX returns_one_open_idx ON returns (application_id) WHERE answered_at IS NULL;
CREATE INDEX returns_application_idx ON returns (application_id, id);
