-- Supplement (补正): the office's return at the formal check, answered to the office.
ALTER TABLE applications DROP CONSTRAINT applications_status_check;
ALTER TABLE applications ADD CONSTRAINT applications_status_check CHECK (status IN
    ('draft', 'submitted', 'returned', 'not_recommended', 'recommended', 'supplement', 'formally_rejected',
     'in_review', 'reviewed', 'proposed', 'not_approved', 'pool', 'in_publicity', 'held', 'concluded',
     'withdrawn', 'revoked'));

-- What has waited longest is at the beginning of this one.
DROP INDEX applications_waiting_idx;
CREATE INDEX applications_waiting_idx ON applications (season_id, status_since, id)
    WHERE status IN ('submitted', 'returned', 'recommended', 'supplement', 'in_review', 'reviewed', 'proposed');
