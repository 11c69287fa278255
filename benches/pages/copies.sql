-- The demonstration's applications $copies times over, each with a factory of its own. Snapshots
-- are left empty: the pages measured read none of copies.
CREATE TEMP TABLE copies AS
SELECT gen_random_uuid() AS copy, gen_random_uuid() AS copied_factory, n, a.*
FROM applications a CROSS JOIN generate_series(1, $copies) AS n;

INSERT INTO factories (id, enterprise_id, name, address, division_code, industry, created_at, updated_at)
SELECT c.copied_factory, f.enterprise_id, f.name || c.copied_factory, f.address, f.division_code,
       f.industry, f.created_at, f.updated_at
FROM copies c JOIN factories f ON f.id = c.factory_id;

INSERT INTO applications
    (id, number, season_id, factory_id, enterprise_id, bureau_id, tier, status, outcome, submission,
     enterprise_name, factory_name, credit_code, version, created_at, updated_at, status_since,
     submitted_at)
SELECT copy, number || '-' || n, season_id, copied_factory, enterprise_id, bureau_id, tier, status,
       outcome, submission, enterprise_name, factory_name, credit_code, version, created_at,
       updated_at, status_since + n * interval '1 second', submitted_at + n * interval '1 second'
FROM copies;

INSERT INTO submissions
    (application_id, number, snapshot, digest, rules_edition, catalogue_edition, report,
     claimed_count, submitted_by, submitted_at)
SELECT c.copy, s.number, '{}', s.digest, s.rules_edition, s.catalogue_edition, '{}',
       s.claimed_count, s.submitted_by, s.submitted_at
FROM copies c JOIN submissions s ON s.application_id = c.id;

INSERT INTO clause_findings (application_id, submission, rule, verdict, comment, found_by, found_at)
SELECT c.copy, f.submission, f.rule, f.verdict, f.comment, f.found_by, f.found_at
FROM copies c JOIN clause_findings f ON f.application_id = c.id
WHERE c.status = 'submitted';

INSERT INTO maturity_assessments (application_id, level, score, kind, updated_at)
SELECT c.copy, m.level, m.score, m.kind, m.updated_at
FROM copies c JOIN maturity_assessments m ON m.application_id = c.id;

INSERT INTO assignments
    (id, application_id, submission, expert_id, state, assigned_by, assigned_at, declared_at,
     saved_at, filed_at, total)
SELECT gen_random_uuid(), c.copy, t.submission, t.expert_id, t.state, t.assigned_by, t.assigned_at,
       t.declared_at, t.saved_at, t.filed_at, t.total
FROM copies c JOIN assignments t ON t.application_id = c.id;

INSERT INTO review_results
    (application_id, submission, reviews, mean, median, spread, trimmed, divergent, accepted_count,
     report, concluded_at)
SELECT c.copy, r.submission, r.reviews, r.mean, r.median, r.spread, r.trimmed, r.divergent,
       r.accepted_count, '{}', r.concluded_at
FROM copies c JOIN review_results r ON r.application_id = c.id;

DROP TABLE copies;
