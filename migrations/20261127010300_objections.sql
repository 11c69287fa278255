-- Objections (异议) to lines of a publicity, and results taken back later.
ALTER TABLE applications
    DROP CONSTRAINT applications_status_check,
    ADD CONSTRAINT applications_status_check CHECK (status IN
        ('draft', 'submitted', 'returned', 'not_recommended', 'recommended', 'formally_rejected',
         'in_review', 'reviewed', 'proposed', 'not_approved', 'pool', 'in_publicity', 'held',
         'concluded', 'withdrawn', 'revoked'));

-- A line with an objection that is not ruled on is held; an upheld one removes it. Who objected is
-- for the office alone.
CREATE TABLE objections (
    id              uuid NOT NULL,
    publicity_id    uuid NOT NULL,
    application_id  uuid NOT NULL,
    channel         text NOT NULL,
    objector        text NOT NULL,
    contact         text NOT NULL,
    content         text NOT NULL,
    received_on     date NOT NULL,
    due_on          date NOT NULL,
    recorded_by     uuid,
    recorded_at     timestamptz NOT NULL,
    ruling          text,
    reason          text,
    reply           text,
    ruled_by        uuid,
    ruled_at        timestamptz,
    CONSTRAINT objections_pkey PRIMARY KEY (id),
    CONSTRAINT objections_line_fkey FOREIGN KEY (publicity_id, application_id)
        REFERENCES publicity_entries (publicity_id, application_id),
    CONSTRAINT objections_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts,
    CONSTRAINT objections_ruled_by_fkey FOREIGN KEY (ruled_by) REFERENCES accounts,
    CONSTRAINT objections_channel_check CHECK (channel IN ('paper', 'online')),
    CONSTRAINT objections_recorded_check CHECK ((channel = 'paper') = (recorded_by IS NOT NULL)),
    CONSTRAINT objections_ruling_check CHECK (ruling IN ('upheld', 'not_upheld', 'withdrawn')),
    CONSTRAINT objections_ruled_check CHECK (
        (ruling IS NULL) = (ruled_at IS NULL) AND (ruling IS NULL) = (ruled_by IS NULL)
        AND (ruling IS NULL) = (reason IS NULL) AND (ruling IS NULL) = (reply IS NULL))
);
CREATE INDEX objections_line_idx ON objections (publicity_id, application_id);
CREATE INDEX objections_application_idx ON objections (application_id);

-- A result taken back after it was concluded; until when the enterprise may not apply again.
CREATE TABLE revocations (
    application_id  uuid NOT NULL,
    reason          text NOT NULL,
    document        text NOT NULL,
    banned_until    date,
    revoked_by      uuid NOT NULL,
    revoked_at      timestamptz NOT NULL,
    CONSTRAINT revocations_pkey PRIMARY KEY (application_id),
    CONSTRAINT revocations_application_fkey FOREIGN KEY (application_id) REFERENCES applications,
    CONSTRAINT revocations_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES accounts,
    CONSTRAINT revocations_reason_check CHECK (reason <> '' AND document <> '')
);
CREATE TRIGGER revocations_frozen BEFORE UPDATE OR DELETE ON revocations
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
