-- Formal check, expert assignment, conflicts and scores.

CREATE TABLE assignments (
    id               uuid PRIMARY KEY,
    application_id   uuid NOT NULL,
    submission       integer NOT NULL,
    expert_id        uuid NOT NULL REFERENCES experts,
    state            text NOT NULL,
    opinion          text NOT NULL DEFAULT '',
    conflict_reason  text NOT NULL DEFAULT '',
    version          integer NOT NULL DEFAULT 1,
    assigned_by      uuid NOT NULL REFERENCES accounts,
    assigned_at      timestamptz NOT NULL,
    declared_at      timestamptz,
    saved_at         timestamptz,
    filed_at         timestamptz,
    total            integer,
    CONSTRAINT assignments_expert_key UNIQUE (application_id, expert_id),
    FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT assignments_state_check CHECK (state IN ('assigned', 'accepted', 'conflicted', 'filed', 'cancelled')),
    CONSTRAINT assignments_filed_check CHECK ((state = 'filed') = (filed_at IS NOT NULL)),
    CONSTRAINT assignments_total_check CHECK ((state = 'filed') = (total IS NOT NULL))
);
CREATE INDEX assignments_expert_idx ON assignments (expert_id, state, id);
COMMENT ON COLUMN assignments.total IS 'tenths of a point';

CREATE TABLE scores (
    assignment_id  uuid NOT NULL REFERENCES assignments,
    criterion      text NOT NULL,
    points         integer NOT NULL,
    comment        text NOT NULL DEFAULT '',
    PRIMARY KEY (assignment_id, criterion),
    CONSTRAINT scores_points_check CHECK (points BETWEEN 0 AND 1000)
);
COMMENT ON COLUMN scores.points IS 'tenths of a point';

-- What one expert accepts of each scenario; NULL tier means not accepted.
CREATE TABLE instance_judgements (
    assignment_id  uuid NOT NULL REFERENCES assignments,
    instance_id    uuid NOT NULL REFERENCES instances,
    accepted_tier  text,
    PRIMARY KEY (assignment_id, instance_id),
    CONSTRAINT instance_judgements_tier_check CHECK (accepted_tier IN ('basic', 'advanced', 'excellent', 'leading'))
);

CREATE TABLE quality_judgements (
    assignment_id  uuid NOT NULL REFERENCES assignments,
    group_id       text NOT NULL,
    judgement      text NOT NULL,
    comment        text NOT NULL DEFAULT '',
    PRIMARY KEY (assignment_id, group_id),
    CONSTRAINT quality_judgements_check CHECK (judgement IN ('met', 'unmet'))
);

-- The consolidated result of an application's filed reviews.
CREATE TABLE review_results (
    application_id  uuid PRIMARY KEY REFERENCES applications,
    submission      integer NOT NULL,
    reviews         integer NOT NULL,
    mean            integer NOT NULL,
    median          integer NOT NULL,
    spread          integer NOT NULL,
    trimmed         boolean NOT NULL,
    divergent       boolean NOT NULL,
    accepted_count  integer NOT NULL,
    report          text NOT NULL,
    concluded_at    timestamptz NOT NULL
);
COMMENT ON COLUMN review_results.mean IS 'hundredths of a point, rounded half up';
COMMENT ON COLUMN review_results.median IS 'hundredths of a point';
COMMENT ON COLUMN review_results.spread IS 'tenths of a point, highest less lowest';
CREATE INDEX review_results_mean_idx ON review_results (mean DESC, application_id);
