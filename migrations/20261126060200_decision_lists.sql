-- 拟公示名单草案: decisions are prepared on a list and told to nobody before it is released.

CREATE TABLE decision_lists (
    id               uuid NOT NULL,
    season_id        uuid NOT NULL REFERENCES seasons,
    tier             text NOT NULL,
    state            text NOT NULL DEFAULT 'draft',
    meeting          text NOT NULL DEFAULT '',
    meeting_on       date,
    minutes_number   text NOT NULL DEFAULT '',
    ranking          text,
    ranking_digest   bytea,
    version          integer NOT NULL DEFAULT 1,
    created_by       uuid NOT NULL REFERENCES accounts,
    created_at       timestamptz NOT NULL,
    released_by      uuid REFERENCES accounts,
    released_at      timestamptz,
    undone_by        uuid REFERENCES accounts,
    undone_at        timestamptz,
    undone_reason    text,
    CONSTRAINT decision_lists_pkey PRIMARY KEY (id),
    CONSTRAINT decision_lists_tier_check CHECK (tier IN ('advanced', 'excellent', 'leading')),
    CONSTRAINT decision_lists_state_check CHECK (state IN ('draft', 'released', 'undone')),
    CONSTRAINT decision_lists_released_check CHECK (
        (state = 'draft') = (released_at IS NULL) AND (released_at IS NULL) = (released_by IS NULL)
        AND (released_at IS NULL) = (ranking IS NULL) AND (ranking IS NULL) = (ranking_digest IS NULL)),
    CONSTRAINT decision_lists_undone_check CHECK (
        (state = 'undone') = (undone_at IS NOT NULL) AND (undone_at IS NULL) = (undone_by IS NULL)
        AND (undone_at IS NULL) = (undone_reason IS NULL))
);
COMMENT ON COLUMN decision_lists.ranking IS 'canonical JSON of the ranking the decisions rest on; ranking_digest is its SHA-256';
CREATE UNIQUE INDEX decision_lists_one_draft_idx ON decision_lists (season_id, tier) WHERE state = 'draft';
CREATE INDEX decision_lists_season_idx ON decision_lists (season_id, tier, id DESC);

-- What is meant for one application, with what stood against it and why it was done nevertheless.
-- A line that is changed or struck ends and stays; its place in the ranking is noted at the release.
CREATE TABLE decision_lines (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    list_id         uuid NOT NULL REFERENCES decision_lists,
    application_id  uuid NOT NULL REFERENCES applications,
    submission      integer NOT NULL,
    act             text NOT NULL,
    reason          text NOT NULL,
    comment         text NOT NULL DEFAULT '',
    obstacles       jsonb NOT NULL DEFAULT '[]',
    override_reason text NOT NULL DEFAULT '',
    place           integer,
    placed_by       uuid NOT NULL REFERENCES accounts,
    placed_at       timestamptz NOT NULL,
    ended_by        uuid REFERENCES accounts,
    ended_at        timestamptz,
    ended_reason    text,
    CONSTRAINT decision_lines_pkey PRIMARY KEY (id),
    CONSTRAINT decision_lines_act_check CHECK (act IN ('propose', 'not_approve', 'place_in_pool')),
    CONSTRAINT decision_lines_override_check CHECK (act <> 'propose' OR (obstacles = '[]') = (override_reason = '')),
    CONSTRAINT decision_lines_ended_check CHECK (
        (ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_reason IS NULL))
);
CREATE UNIQUE INDEX decision_lines_standing_idx ON decision_lines (list_id, application_id) WHERE ended_at IS NULL;
CREATE INDEX decision_lines_application_idx ON decision_lines (application_id, id);

-- Every decision stays; the newest is the one that holds.
ALTER TABLE decisions
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN list_id uuid REFERENCES decision_lists,
    DROP CONSTRAINT decisions_pkey,
    ADD CONSTRAINT decisions_pkey PRIMARY KEY (id);
CREATE INDEX decisions_application_idx ON decisions (application_id, id DESC);
