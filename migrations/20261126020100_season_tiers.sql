-- Several seasons may be open at once. A season offers the tiers that have a row here, each with
-- windows of its own; what else the office decides for a season are its settings. Applications are
-- counted per season.

DROP INDEX seasons_one_open_idx;

CREATE TABLE season_tiers (
    season_id             uuid NOT NULL,
    tier                  text NOT NULL,
    enterprise_opens_at   timestamptz NOT NULL,
    enterprise_closes_at  timestamptz NOT NULL,
    bureau_opens_at       timestamptz NOT NULL,
    bureau_closes_at      timestamptz NOT NULL,
    review_opens_at       timestamptz NOT NULL,
    review_closes_at      timestamptz NOT NULL,
    CONSTRAINT season_tiers_pkey PRIMARY KEY (season_id, tier),
    CONSTRAINT season_tiers_season_fkey FOREIGN KEY (season_id) REFERENCES seasons,
    CONSTRAINT season_tiers_tier_check CHECK (tier IN ('basic', 'advanced', 'excellent', 'leading')),
    CONSTRAINT season_tiers_windows_check CHECK (
        enterprise_opens_at < enterprise_closes_at
        AND bureau_opens_at < bureau_closes_at
        AND review_opens_at < review_closes_at)
);

INSERT INTO season_tiers
    (season_id, tier, enterprise_opens_at, enterprise_closes_at, bureau_opens_at, bureau_closes_at,
     review_opens_at, review_closes_at)
SELECT s.id, t.tier, s.enterprise_opens_at, s.enterprise_closes_at, s.bureau_opens_at,
       s.bureau_closes_at, s.review_opens_at, s.review_closes_at
FROM seasons s, unnest(ARRAY['basic', 'advanced', 'excellent', 'leading']) AS t (tier);

ALTER TABLE applications
    ADD CONSTRAINT applications_season_tier_fkey FOREIGN KEY (season_id, tier) REFERENCES season_tiers;

ALTER TABLE seasons
    DROP CONSTRAINT seasons_windows_check,
    DROP CONSTRAINT seasons_state_check,
    DROP CONSTRAINT seasons_experts_check,
    DROP COLUMN enterprise_opens_at,
    DROP COLUMN enterprise_closes_at,
    DROP COLUMN bureau_opens_at,
    DROP COLUMN bureau_closes_at,
    DROP COLUMN review_opens_at,
    DROP COLUMN review_closes_at,
    ALTER COLUMN state SET DEFAULT 'draft',
    ADD COLUMN opened_at            timestamptz,
    ADD COLUMN experts_max          smallint NOT NULL DEFAULT 5,
    ADD COLUMN divergence_range     integer NOT NULL DEFAULT 200,
    ADD COLUMN divergence_deviation integer NOT NULL DEFAULT 150,
    ADD COLUMN score_line           integer,
    ADD COLUMN own_region           text NOT NULL DEFAULT 'refuse',
    ADD COLUMN first_day_counted    boolean NOT NULL DEFAULT false,
    ADD COLUMN one_tier_per_factory boolean NOT NULL DEFAULT true,
    ADD COLUMN return_days_min      smallint NOT NULL DEFAULT 3,
    ADD COLUMN publicity_texts      jsonb NOT NULL DEFAULT '{}',
    ADD CONSTRAINT seasons_state_check CHECK (state IN ('draft', 'open', 'closed')),
    ADD CONSTRAINT seasons_divergence_check CHECK (
        divergence_range BETWEEN 1 AND 1000 AND divergence_deviation BETWEEN 1 AND 1000),
    ADD CONSTRAINT seasons_score_line_check CHECK (score_line BETWEEN 0 AND 1000),
    ADD CONSTRAINT seasons_own_region_check CHECK (own_region IN ('refuse', 'warn')),
    ADD CONSTRAINT seasons_return_days_check CHECK (return_days_min BETWEEN 0 AND 60);

ALTER TABLE seasons RENAME COLUMN experts_per_case TO experts_min;
UPDATE seasons SET experts_max = GREATEST(experts_min, experts_max), opened_at = created_at;
ALTER TABLE seasons
    ADD CONSTRAINT seasons_experts_check CHECK (
        experts_min BETWEEN 1 AND experts_max AND experts_max <= 15);

-- The last number given to an application of each season.
CREATE TABLE application_series (
    season_id  uuid NOT NULL,
    last       integer NOT NULL,
    CONSTRAINT application_series_pkey PRIMARY KEY (season_id),
    CONSTRAINT application_series_season_fkey FOREIGN KEY (season_id) REFERENCES seasons
);
INSERT INTO application_series (season_id, last)
SELECT season_id, max(substring(number FROM '[0-9]+$')::integer)
FROM applications WHERE number ~ '-[0-9]+$' GROUP BY season_id;
DROP SEQUENCE application_numbers;
