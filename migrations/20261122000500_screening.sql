-- What the bureau finds, clause by clause and scenario by scenario, and its ranked recommendations.

CREATE TABLE clause_findings (
    application_id  uuid NOT NULL,
    submission      integer NOT NULL,
    rule            text NOT NULL,
    verdict         text NOT NULL,
    comment         text NOT NULL DEFAULT '',
    found_by        uuid NOT NULL REFERENCES accounts,
    found_at        timestamptz NOT NULL,
    PRIMARY KEY (application_id, submission, rule),
    FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT clause_findings_verdict_check CHECK (verdict IN ('confirmed', 'refused', 'incomplete'))
);

CREATE TABLE instance_findings (
    application_id  uuid NOT NULL,
    submission      integer NOT NULL,
    instance_id     uuid NOT NULL REFERENCES instances,
    verdict         text NOT NULL,
    confirmed_tier  text,
    comment         text NOT NULL DEFAULT '',
    found_by        uuid NOT NULL REFERENCES accounts,
    found_at        timestamptz NOT NULL,
    PRIMARY KEY (application_id, submission, instance_id),
    FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT instance_findings_verdict_check CHECK (verdict IN ('confirmed', 'refused', 'incomplete')),
    CONSTRAINT instance_findings_tier_check CHECK (confirmed_tier IN ('basic', 'advanced', 'excellent', 'leading')),
    CONSTRAINT instance_findings_confirmed_check CHECK ((verdict = 'confirmed') = (confirmed_tier IS NOT NULL))
);

-- The bureau's report at the moment it decided (recommend, file or decline).
CREATE TABLE screenings (
    application_id   uuid NOT NULL,
    submission       integer NOT NULL,
    act              text NOT NULL,
    opinion          text NOT NULL,
    report           text NOT NULL,
    confirmed_count  integer NOT NULL,
    concluded_by     uuid NOT NULL REFERENCES accounts,
    concluded_at     timestamptz NOT NULL,
    PRIMARY KEY (application_id, submission),
    FOREIGN KEY (application_id, submission) REFERENCES submissions,
    CONSTRAINT screenings_act_check CHECK (act IN ('recommend', 'file', 'decline'))
);

CREATE TABLE recommendations (
    application_id  uuid PRIMARY KEY REFERENCES applications,
    season_id       uuid NOT NULL REFERENCES seasons,
    tier            text NOT NULL,
    bureau_id       uuid NOT NULL REFERENCES bureaus,
    rank            integer NOT NULL,
    exempt          boolean NOT NULL DEFAULT false,
    exempt_reason   text NOT NULL DEFAULT '',
    recommended_at  timestamptz NOT NULL,
    CONSTRAINT recommendations_rank_key UNIQUE (season_id, tier, bureau_id, rank) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT recommendations_rank_check CHECK (rank >= 1)
);
