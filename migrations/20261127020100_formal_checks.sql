-- The formal check (形式审查) by a list of items: the list is an edition, what a person filled in so far
-- is kept beside the submission, and every conclusion keeps the list as it was filled in.
ALTER TABLE editions DROP CONSTRAINT editions_kind_check;
ALTER TABLE editions ADD CONSTRAINT editions_kind_check
    CHECK (kind IN ('rules', 'catalogue', 'score_sheet', 'formal_checklist'));

CREATE TABLE formal_check_notes (
    application_id  uuid NOT NULL,
    submission      integer NOT NULL,
    checked_by      uuid NOT NULL,
    lines           jsonb NOT NULL,
    saved_at        timestamptz NOT NULL,
    CONSTRAINT formal_check_notes_pkey PRIMARY KEY (application_id, submission, checked_by),
    CONSTRAINT formal_check_notes_submission_fkey FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT formal_check_notes_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES accounts,
    CONSTRAINT formal_check_notes_lines_check CHECK (jsonb_typeof(lines) = 'array')
);

CREATE TABLE formal_checks (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    application_id  uuid NOT NULL,
    submission      integer NOT NULL,
    act             text NOT NULL,
    edition         text NOT NULL,
    lines           jsonb NOT NULL,
    reason          text NOT NULL,
    checked_by      uuid NOT NULL,
    checked_at      timestamptz NOT NULL,
    CONSTRAINT formal_checks_pkey PRIMARY KEY (id),
    CONSTRAINT formal_checks_submission_fkey FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT formal_checks_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES accounts,
    CONSTRAINT formal_checks_act_check CHECK (act IN ('formally_accept', 'formally_reject', 'supplement')),
    CONSTRAINT formal_checks_lines_check CHECK (jsonb_typeof(lines) = 'array')
);
CREATE INDEX formal_checks_application_idx ON formal_checks (application_id, id);
CREATE TRIGGER formal_checks_frozen BEFORE UPDATE OR DELETE ON formal_checks
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Who waits for the formal check, the longest first, whatever the season.
CREATE INDEX applications_formal_check_idx ON applications (status_since, id) WHERE status = 'recommended';
