-- A publicity is opened from one released list of decisions. What it says beside its lines, how its
-- working days were counted and why they are fewer than the season's are frozen with it.
ALTER TABLE publicities
    ADD COLUMN decision_list_id   uuid,
    ADD COLUMN opened_at          timestamptz,
    ADD COLUMN first_day_counted  boolean NOT NULL DEFAULT false,
    ADD COLUMN counted_days       date[] NOT NULL DEFAULT '{}',
    ADD COLUMN wanted_days        smallint NOT NULL DEFAULT 5,
    ADD COLUMN fewer_reason       text NOT NULL DEFAULT '',
    ADD COLUMN texts              jsonb NOT NULL DEFAULT '{}',
    ADD CONSTRAINT publicities_list_fkey FOREIGN KEY (decision_list_id) REFERENCES decision_lists,
    ADD CONSTRAINT publicities_days_check CHECK (counted_days = '{}' OR cardinality(counted_days) = working_days),
    ADD CONSTRAINT publicities_fewer_check CHECK (
        counted_days = '{}' OR (working_days < wanted_days) = (fewer_reason <> '')),
    ADD CONSTRAINT publicities_texts_check CHECK (jsonb_typeof(texts) = 'object');
COMMENT ON COLUMN publicities.counted_days IS 'the working days counted; empty in what was opened before they were kept';
CREATE INDEX publicities_list_idx ON publicities (decision_list_id);
CREATE TRIGGER publicity_entries_frozen BEFORE UPDATE OR DELETE ON publicity_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
