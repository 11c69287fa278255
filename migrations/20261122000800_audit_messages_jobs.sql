-- The audit trail, messages to people, and background tasks.

CREATE TABLE audit_entries (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at              timestamptz NOT NULL,
    actor_role      text NOT NULL,
    account_id      uuid REFERENCES accounts,
    act             text NOT NULL,
    application_id  uuid REFERENCES applications,
    detail          jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entries_application_idx ON audit_entries (application_id, id) WHERE application_id IS NOT NULL;
CREATE INDEX audit_entries_account_idx ON audit_entries (account_id, id);
CREATE TRIGGER audit_entries_frozen BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE messages (
    id              uuid PRIMARY KEY,
    account_id      uuid NOT NULL REFERENCES accounts,
    application_id  uuid REFERENCES applications,
    title           text NOT NULL,
    body            text NOT NULL,
    link            text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    read_at         timestamptz
);
CREATE INDEX messages_account_idx ON messages (account_id, id DESC);
CREATE INDEX messages_unread_idx ON messages (account_id) WHERE read_at IS NULL;

CREATE TABLE jobs (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task        jsonb NOT NULL,
    unique_key  text,
    run_at      timestamptz NOT NULL,
    attempts    integer NOT NULL DEFAULT 0,
    last_error  text NOT NULL DEFAULT '',
    CONSTRAINT jobs_unique_key UNIQUE (unique_key)
);
CREATE INDEX jobs_due_idx ON jobs (run_at, id);
