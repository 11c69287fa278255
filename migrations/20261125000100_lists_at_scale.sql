-- Lists, counts and searches over 100,000 applications.

-- Applications are found by any part of a name, a credit code or a number, written in any width
-- and case. Trigrams cannot find one or two characters, which most Chinese searches are; every
-- pair of neighbours is an entry of this index.
CREATE FUNCTION folded(written text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(normalize(written, NFKC));
CREATE FUNCTION bigrams(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(SELECT DISTINCT substr(folded, place, 2)
                 FROM generate_series(1, length(folded) - 1) AS place);
ALTER TABLE applications ADD COLUMN searchable text NOT NULL GENERATED ALWAYS AS (folded(
    enterprise_name || ' ' || factory_name || ' ' || credit_code || ' ' || coalesce(number, '')
)) STORED;
CREATE INDEX applications_search_idx ON applications USING gin (bigrams(searchable));
DROP INDEX applications_credit_code_idx;

-- Counting reads indexes alone.
DROP INDEX applications_queue_idx;
CREATE INDEX applications_queue_idx ON applications (season_id, bureau_id, status, submitted_at, id)
    WHERE submission > 0;
CREATE INDEX applications_counts_idx ON applications (season_id, bureau_id, status, tier);
-- What has waited longest is at the beginning of this one.
CREATE INDEX applications_waiting_idx ON applications (season_id, status_since, id)
    WHERE status IN ('submitted', 'returned', 'recommended', 'in_review', 'reviewed', 'proposed');
DROP INDEX applications_recent_idx;
