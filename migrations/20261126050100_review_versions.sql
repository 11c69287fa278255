-- Filed reviews and consolidated results that were opened again are kept whole; reminders of experts.

-- One review with everything in it, as it is kept and as the office reads it.
CREATE FUNCTION review_content(review uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'opinion', t.opinion,
        'scores', coalesce((SELECT jsonb_object_agg(s.criterion,
                                jsonb_build_object('points', s.points, 'comment', s.comment))
                            FROM scores s WHERE s.assignment_id = t.id), '{}'),
        'instances', coalesce((SELECT jsonb_object_agg(j.instance_id, j.accepted_tier)
                               FROM instance_judgements j WHERE j.assignment_id = t.id), '{}'),
        'quality', coalesce((SELECT jsonb_object_agg(q.group_id,
                                 jsonb_build_object('judgement', q.judgement, 'comment', q.comment))
                             FROM quality_judgements q WHERE q.assignment_id = t.id), '{}'))
    FROM assignments t WHERE t.id = review
$$;

CREATE TABLE superseded_reviews (
    assignment_id  uuid NOT NULL REFERENCES assignments,
    number         integer NOT NULL,
    total          integer NOT NULL,
    filed_at       timestamptz NOT NULL,
    content        jsonb NOT NULL,
    reason         text NOT NULL,
    reopened_by    uuid NOT NULL REFERENCES accounts,
    reopened_at    timestamptz NOT NULL,
    PRIMARY KEY (assignment_id, number),
    CONSTRAINT superseded_reviews_number_check CHECK (number > 0)
);
COMMENT ON TABLE superseded_reviews IS 'filed reviews that were given back to their experts';
COMMENT ON COLUMN superseded_reviews.total IS 'tenths of a point';
CREATE TRIGGER superseded_reviews_refuse_change BEFORE UPDATE OR DELETE ON superseded_reviews
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE superseded_results (
    application_id  uuid NOT NULL REFERENCES applications,
    number          integer NOT NULL,
    result          jsonb NOT NULL,
    reason          text NOT NULL,
    reopened_by     uuid NOT NULL REFERENCES accounts,
    reopened_at     timestamptz NOT NULL,
    PRIMARY KEY (application_id, number),
    CONSTRAINT superseded_results_number_check CHECK (number > 0)
);
COMMENT ON TABLE superseded_results IS 'rows of review_results whose review was opened again';
CREATE TRIGGER superseded_results_refuse_change BEFORE UPDATE OR DELETE ON superseded_results
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE assignments ADD COLUMN reminded_at timestamptz;
COMMENT ON COLUMN assignments.reminded_at IS 'when the expert was last reminded to file';
