-- The ranking of the reviewed applications of one season and tier, from frozen data only.

-- One number holds all that decides: the mean, then the maturity score that was submitted, then
-- the scenarios accepted. Equal numbers are equal places.
ALTER TABLE review_results
    ADD COLUMN season_id uuid REFERENCES seasons,
    ADD COLUMN tier text,
    ADD COLUMN maturity_level smallint,
    ADD COLUMN maturity_score smallint,
    ADD COLUMN order_key bigint GENERATED ALWAYS AS (
        mean::bigint * 100000000 + (coalesce(maturity_score, -1) + 1)::bigint * 10000 + least(accepted_count, 9999)
    ) STORED;

CREATE FUNCTION place_review_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT a.season_id, a.tier INTO NEW.season_id, NEW.tier FROM applications a WHERE a.id = NEW.application_id;
    SELECT s.snapshot::jsonb #>> '{maturity,level}', s.snapshot::jsonb #>> '{maturity,score}'
    INTO NEW.maturity_level, NEW.maturity_score
    FROM submissions s WHERE s.application_id = NEW.application_id AND s.number = NEW.submission;
    RETURN NEW;
END $$;
CREATE TRIGGER review_results_placed BEFORE INSERT OR UPDATE ON review_results
    FOR EACH ROW EXECUTE FUNCTION place_review_result();
UPDATE review_results SET mean = mean;
ALTER TABLE review_results ALTER COLUMN season_id SET NOT NULL, ALTER COLUMN tier SET NOT NULL;
DROP INDEX review_results_mean_idx;
CREATE INDEX review_results_order_idx ON review_results (season_id, tier, order_key DESC, application_id);

-- How many applications of a season and tier have a result, kept beside them.
CREATE TABLE result_totals (
    season_id  uuid NOT NULL REFERENCES seasons,
    tier       text NOT NULL,
    results    bigint NOT NULL,
    CONSTRAINT result_totals_pkey PRIMARY KEY (season_id, tier),
    CONSTRAINT result_totals_results_check CHECK (results >= 0)
);
INSERT INTO result_totals (season_id, tier, results)
    SELECT season_id, tier, count(DISTINCT application_id) FROM review_results GROUP BY season_id, tier;
CREATE FUNCTION count_review_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM review_results WHERE application_id = NEW.application_id) = 1 THEN
        INSERT INTO result_totals (season_id, tier, results) VALUES (NEW.season_id, NEW.tier, 1)
        ON CONFLICT ON CONSTRAINT result_totals_pkey DO UPDATE SET results = result_totals.results + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER review_results_counted AFTER INSERT ON review_results
    FOR EACH ROW EXECUTE FUNCTION count_review_result();
