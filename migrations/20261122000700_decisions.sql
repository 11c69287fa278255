-- Decisions, publicity (公示) and published lists.

CREATE TABLE decisions (
    application_id  uuid PRIMARY KEY REFERENCES applications,
    act             text NOT NULL,
    reason          text NOT NULL,
    decided_by      uuid NOT NULL REFERENCES accounts,
    decided_at      timestamptz NOT NULL,
    CONSTRAINT decisions_act_check CHECK (act IN ('propose', 'not_approve', 'place_in_pool'))
);

CREATE TABLE publicities (
    id            uuid PRIMARY KEY,
    season_id     uuid NOT NULL REFERENCES seasons,
    tier          text NOT NULL,
    title         text NOT NULL,
    opens_at      timestamptz NOT NULL,
    closes_at     timestamptz NOT NULL,
    working_days  smallint NOT NULL,
    digest        bytea NOT NULL,
    opened_by     uuid NOT NULL REFERENCES accounts,
    concluded_at  timestamptz,
    CONSTRAINT publicities_tier_check CHECK (tier IN ('basic', 'advanced', 'excellent', 'leading')),
    CONSTRAINT publicities_window_check CHECK (opens_at < closes_at)
);
CREATE INDEX publicities_season_idx ON publicities (season_id, opens_at DESC);

CREATE TABLE publicity_entries (
    publicity_id    uuid NOT NULL REFERENCES publicities,
    position        integer NOT NULL,
    application_id  uuid NOT NULL REFERENCES applications,
    region          text NOT NULL,
    enterprise      text NOT NULL,
    factory         text NOT NULL,
    credit_code     text NOT NULL,
    PRIMARY KEY (publicity_id, position),
    CONSTRAINT publicity_entries_application_key UNIQUE (publicity_id, application_id)
);

CREATE TABLE lists (
    id            uuid PRIMARY KEY,
    season_id     uuid NOT NULL REFERENCES seasons,
    tier          text NOT NULL,
    title         text NOT NULL,
    outcome       text NOT NULL,
    publicity_id  uuid REFERENCES publicities,
    digest        bytea NOT NULL,
    published_by  uuid NOT NULL REFERENCES accounts,
    published_at  timestamptz NOT NULL,
    CONSTRAINT lists_tier_check CHECK (tier IN ('basic', 'advanced', 'excellent', 'leading')),
    CONSTRAINT lists_outcome_check CHECK (outcome IN ('recognised', 'filed', 'recommended_up'))
);
CREATE INDEX lists_published_idx ON lists (published_at DESC, id);

CREATE TABLE list_entries (
    list_id         uuid NOT NULL REFERENCES lists,
    position        integer NOT NULL,
    application_id  uuid NOT NULL REFERENCES applications,
    region          text NOT NULL,
    enterprise      text NOT NULL,
    factory         text NOT NULL,
    credit_code     text NOT NULL,
    PRIMARY KEY (list_id, position),
    CONSTRAINT list_entries_application_key UNIQUE (list_id, application_id)
);
CREATE TRIGGER list_entries_frozen BEFORE UPDATE OR DELETE ON list_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
