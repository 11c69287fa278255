-- Factories, applications and what an enterprise fills in.

CREATE TABLE factories (
    id                uuid PRIMARY KEY,
    enterprise_id     uuid NOT NULL REFERENCES enterprises,
    name              text NOT NULL,
    address           text NOT NULL,
    division_code     text NOT NULL REFERENCES divisions,
    industry          text NOT NULL,
    products          text NOT NULL DEFAULT '',
    production        text NOT NULL DEFAULT 'discrete',
    built_from        date,
    built_to          date,
    investment        bigint,
    equipment_cost    bigint,
    software_cost     bigint,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT factories_name_key UNIQUE (enterprise_id, name),
    CONSTRAINT factories_production_check CHECK (production IN ('discrete', 'process', 'mixed')),
    CONSTRAINT factories_money_check CHECK (investment >= 0 AND equipment_cost >= 0 AND software_cost >= 0)
);
COMMENT ON COLUMN factories.investment IS 'integer fen (分)';

CREATE TABLE applications (
    id               uuid PRIMARY KEY,
    number           text,
    season_id        uuid NOT NULL REFERENCES seasons,
    factory_id       uuid NOT NULL REFERENCES factories,
    enterprise_id    uuid NOT NULL REFERENCES enterprises,
    bureau_id        uuid NOT NULL REFERENCES bureaus,
    tier             text NOT NULL,
    status           text NOT NULL,
    outcome          text,
    submission       integer NOT NULL DEFAULT 0,
    -- Copies for lists, as on the newest submission.
    enterprise_name  text NOT NULL,
    factory_name     text NOT NULL,
    credit_code      text NOT NULL,
    version          integer NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    status_since     timestamptz NOT NULL,
    submitted_at     timestamptz,
    CONSTRAINT applications_number_key UNIQUE (number),
    CONSTRAINT applications_tier_check CHECK (tier IN ('basic', 'advanced', 'excellent', 'leading')),
    CONSTRAINT applications_status_check CHECK (status IN
        ('draft', 'submitted', 'returned', 'not_recommended', 'recommended', 'formally_rejected',
         'in_review', 'reviewed', 'proposed', 'not_approved', 'pool', 'in_publicity', 'concluded',
         'withdrawn', 'revoked')),
    CONSTRAINT applications_outcome_check CHECK (outcome IN ('recognised', 'filed', 'recommended_up')),
    CONSTRAINT applications_numbered_check CHECK ((submission = 0) = (number IS NULL))
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
-- One application per season, factory and tier; a withdrawn one makes room for another.
CREATE UNIQUE INDEX applications_season_factory_tier_key
    ON applications (season_id, factory_id, tier) WHERE status <> 'withdrawn';
CREATE INDEX applications_enterprise_idx ON applications (enterprise_id, id);
CREATE INDEX applications_queue_idx ON applications (season_id, bureau_id, status, submitted_at, id);
CREATE INDEX applications_season_idx ON applications (season_id, status, tier, id);
CREATE INDEX applications_recent_idx ON applications (season_id, submitted_at, id) WHERE submission > 0;
CREATE INDEX applications_credit_code_idx ON applications (credit_code text_pattern_ops);
CREATE SEQUENCE application_numbers;

-- The answers to the base requirements (基础要求); NULL is not yet answered.
CREATE TABLE declarations (
    application_id            uuid PRIMARY KEY REFERENCES applications,
    registered_in_region      boolean,
    above_scale               boolean,
    parent_above_scale        boolean,
    operating_normally        boolean,
    worst_incident            text,
    seriously_dishonest       boolean,
    secure_and_controllable   boolean,
    security_risk_controlled  boolean,
    organisation_in_place     boolean,
    held_tier                 text,
    organisation              text NOT NULL DEFAULT '',
    version                   integer NOT NULL DEFAULT 1,
    updated_at                timestamptz NOT NULL,
    CONSTRAINT declarations_incident_check CHECK (worst_incident IN
        ('none', 'general', 'larger', 'major', 'extraordinary')),
    CONSTRAINT declarations_held_tier_check CHECK (held_tier IN
        ('none', 'basic', 'advanced', 'excellent', 'leading'))
);

-- The maturity self-assessment (GB/T 39116-2020).
CREATE TABLE maturity_assessments (
    application_id  uuid PRIMARY KEY REFERENCES applications,
    level           smallint,
    score           smallint,
    report_number   text NOT NULL DEFAULT '',
    assessed_on     date,
    kind            text,
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT maturity_level_check CHECK (level BETWEEN 1 AND 5),
    CONSTRAINT maturity_score_check CHECK (score BETWEEN 0 AND 500),
    CONSTRAINT maturity_kind_check CHECK (kind IN ('self_assessment', 'third_party'))
);
COMMENT ON COLUMN maturity_assessments.score IS 'hundredths, 0 to 500';

-- Built scenarios (场景实例).
CREATE TABLE instances (
    id              uuid PRIMARY KEY,
    application_id  uuid NOT NULL REFERENCES applications,
    scenario        text NOT NULL,
    link            text NOT NULL,
    name            text NOT NULL DEFAULT '',
    claimed_tier    text NOT NULL,
    problem         text NOT NULL DEFAULT '',
    solution        text NOT NULL DEFAULT '',
    effects         jsonb NOT NULL DEFAULT '[]',
    live_since      date,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    removed_at      timestamptz,
    CONSTRAINT instances_tier_check CHECK (claimed_tier IN ('basic', 'advanced', 'excellent', 'leading'))
) WITH (fillfactor = 85);
CREATE INDEX instances_application_idx ON instances (application_id, scenario, id) WHERE removed_at IS NULL;

-- Answers to the five qualitative clauses of the tier (quality-G1 … quality-G5).
CREATE TABLE quality_answers (
    application_id  uuid NOT NULL REFERENCES applications,
    group_id        text NOT NULL,
    answer          text NOT NULL DEFAULT '',
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (application_id, group_id),
    CONSTRAINT quality_group_check CHECK (group_id IN ('G1', 'G2', 'G3', 'G4', 'G5'))
);

-- Evidence files (佐证材料): bytes are in the store under their digest.
CREATE TABLE evidence (
    id              uuid PRIMARY KEY,
    application_id  uuid NOT NULL REFERENCES applications,
    target          text NOT NULL,
    instance_id     uuid REFERENCES instances,
    group_id        text,
    file_name       text NOT NULL,
    media_type      text NOT NULL,
    bytes           bigint NOT NULL,
    digest          bytea NOT NULL,
    uploaded_by     uuid NOT NULL REFERENCES accounts,
    uploaded_at     timestamptz NOT NULL,
    removed_at      timestamptz,
    CONSTRAINT evidence_target_check CHECK (target IN
        ('licence', 'above_scale', 'maturity_report', 'commitment', 'instance', 'quality', 'other')),
    CONSTRAINT evidence_owner_check CHECK (
        (target = 'instance') = (instance_id IS NOT NULL) AND (target = 'quality') = (group_id IS NOT NULL)),
    CONSTRAINT evidence_bytes_check CHECK (bytes > 0),
    CONSTRAINT evidence_digest_check CHECK (octet_length(digest) = 32)
);
CREATE INDEX evidence_application_idx ON evidence (application_id, id);
CREATE INDEX evidence_digest_idx ON evidence (digest);
