-- Immutable editions (rules, catalogue, score sheet, calendar) and the seasons that freeze them.

CREATE TABLE editions (
    kind         text NOT NULL,
    edition      text NOT NULL,
    title        text NOT NULL,
    document     text NOT NULL,
    digest       bytea NOT NULL,
    imported_at  timestamptz NOT NULL,
    imported_by  uuid REFERENCES accounts,
    PRIMARY KEY (kind, edition),
    CONSTRAINT editions_kind_check CHECK (kind IN ('rules', 'catalogue', 'score_sheet', 'calendar'))
);

CREATE TABLE seasons (
    id                    uuid PRIMARY KEY,
    code                  text NOT NULL,
    title                 text NOT NULL,
    state                 text NOT NULL DEFAULT 'open',
    rules_edition         text NOT NULL,
    catalogue_edition     text NOT NULL,
    score_sheet_edition   text NOT NULL,
    calendar_edition      text NOT NULL,
    account_approval      text NOT NULL DEFAULT 'bureau',
    enterprise_opens_at   timestamptz NOT NULL,
    enterprise_closes_at  timestamptz NOT NULL,
    bureau_opens_at       timestamptz NOT NULL,
    bureau_closes_at      timestamptz NOT NULL,
    review_opens_at       timestamptz NOT NULL,
    review_closes_at      timestamptz NOT NULL,
    experts_per_case      smallint NOT NULL DEFAULT 3,
    publicity_days        smallint NOT NULL DEFAULT 5,
    version               integer NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL,
    CONSTRAINT seasons_code_key UNIQUE (code),
    CONSTRAINT seasons_state_check CHECK (state IN ('open', 'closed')),
    CONSTRAINT seasons_approval_check CHECK (account_approval IN ('bureau', 'rule')),
    CONSTRAINT seasons_windows_check CHECK (
        enterprise_opens_at < enterprise_closes_at
        AND bureau_opens_at < bureau_closes_at
        AND review_opens_at < review_closes_at),
    CONSTRAINT seasons_experts_check CHECK (experts_per_case BETWEEN 1 AND 15),
    CONSTRAINT seasons_publicity_check CHECK (publicity_days BETWEEN 1 AND 60)
);
-- At most one season takes applications at a time.
CREATE UNIQUE INDEX seasons_one_open_idx ON seasons ((true)) WHERE state = 'open';

CREATE TABLE quotas (
    season_id  uuid NOT NULL REFERENCES seasons,
    tier       text NOT NULL,
    bureau_id  uuid NOT NULL REFERENCES bureaus,
    quota      integer NOT NULL,
    PRIMARY KEY (season_id, tier, bureau_id),
    CONSTRAINT quotas_tier_check CHECK (tier IN ('basic', 'advanced', 'excellent', 'leading')),
    CONSTRAINT quotas_quota_check CHECK (quota >= 0)
);
