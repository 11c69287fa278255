INSERT INTO clause_findings (application_id, submission, rule, verdict, found_by, found_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, 'region', 'confirmed', '00000000-0000-7000-8000-000000000012', '2026-05-23T00:00:00Z');

INSERT INTO instance_findings (application_id, submission, instance_id, verdict, confirmed_tier, found_by, found_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, '00000000-0000-7000-8000-000000000007', 'confirmed', 'advanced',
        '00000000-0000-7000-8000-000000000012', '2026-05-23T00:00:00Z');

INSERT INTO screenings (application_id, submission, act, opinion, report, confirmed_count, concluded_by, concluded_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, 'recommend', '同意推荐', '{}', 10,
        '00000000-0000-7000-8000-000000000012', '2026-05-23T00:00:00Z');

INSERT INTO recommendations (application_id, season_id, tier, bureau_id, rank, recommended_at)
VALUES ('00000000-0000-7000-8000-000000000006', '00000000-0000-7000-8000-000000000004', 'advanced',
        '00000000-0000-7000-8000-000000000001', 1, '2026-05-23T00:00:00Z');
