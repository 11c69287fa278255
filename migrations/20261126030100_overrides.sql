-- Acts done although something stood against them, and what a finding replaced.

-- A person's decision to do an act all the same: exactly what stood against it, and why.
CREATE TABLE overrides (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    application_id  uuid NOT NULL,
    submission      integer NOT NULL,
    act             text NOT NULL,
    obstacles       jsonb NOT NULL,
    reason          text NOT NULL,
    made_by         uuid NOT NULL,
    made_at         timestamptz NOT NULL,
    CONSTRAINT overrides_pkey PRIMARY KEY (id),
    CONSTRAINT overrides_submission_fkey FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT overrides_made_by_fkey FOREIGN KEY (made_by) REFERENCES accounts,
    CONSTRAINT overrides_obstacles_check CHECK (jsonb_typeof(obstacles) = 'array' AND obstacles <> '[]'),
    CONSTRAINT overrides_reason_check CHECK (reason <> '')
);
CREATE INDEX overrides_application_idx ON overrides (application_id, id);
CREATE TRIGGER overrides_frozen BEFORE UPDATE OR DELETE ON overrides
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Counts how often an item was judged in this submission: a form that showed an older finding is refused.
ALTER TABLE clause_findings ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE instance_findings ADD COLUMN revision integer NOT NULL DEFAULT 1;

-- What was found before somebody judged the same item again.
CREATE TABLE superseded_findings (
    application_id  uuid NOT NULL,
    submission      integer NOT NULL,
    item            text NOT NULL,
    revision        integer NOT NULL,
    verdict         text NOT NULL,
    confirmed_tier  text,
    comment         text NOT NULL,
    found_by        uuid NOT NULL,
    found_at        timestamptz NOT NULL,
    CONSTRAINT superseded_findings_pkey PRIMARY KEY (application_id, submission, item, revision),
    CONSTRAINT superseded_findings_submission_fkey FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT superseded_findings_found_by_fkey FOREIGN KEY (found_by) REFERENCES accounts,
    CONSTRAINT superseded_findings_verdict_check CHECK (verdict IN ('confirmed', 'refused', 'incomplete')),
    CONSTRAINT superseded_findings_tier_check CHECK (confirmed_tier IN ('basic', 'advanced', 'excellent', 'leading'))
);
CREATE TRIGGER superseded_findings_frozen BEFORE UPDATE OR DELETE ON superseded_findings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
