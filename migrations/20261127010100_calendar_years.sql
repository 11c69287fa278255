-- The calendar of working days is a table of years, each with the document it is from; no season
-- pins it, a publicity freezes the days that it counted. A year that is loaded again replaces what
-- was known of it; what was known before stays.
CREATE TABLE calendar_years (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    year      integer NOT NULL,
    source    text NOT NULL,
    days      jsonb NOT NULL,
    added_by  uuid,
    added_at  timestamptz NOT NULL,
    CONSTRAINT calendar_years_pkey PRIMARY KEY (id),
    CONSTRAINT calendar_years_added_by_fkey FOREIGN KEY (added_by) REFERENCES accounts,
    CONSTRAINT calendar_years_source_check CHECK (source <> ''),
    CONSTRAINT calendar_years_days_check CHECK (jsonb_typeof(days) = 'object' AND days <> '{}')
);
COMMENT ON COLUMN calendar_years.days IS 'day => holiday or workday, for the days that differ from what their weekday says';
CREATE INDEX calendar_years_year_idx ON calendar_years (year, id DESC);
CREATE TRIGGER calendar_years_frozen BEFORE UPDATE OR DELETE ON calendar_years
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE seasons DROP COLUMN calendar_edition;
DELETE FROM editions WHERE kind = 'calendar';
ALTER TABLE editions
    DROP CONSTRAINT editions_kind_check,
    ADD CONSTRAINT editions_kind_check CHECK (kind IN ('rules', 'catalogue', 'score_sheet'));
