INSERT INTO assignments (id, application_id, submission, expert_id, state, opinion, assigned_by, assigned_at, declared_at,
                         saved_at, filed_at, total)
VALUES ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000006', 1, '00000000-0000-7000-8000-000000000003',
        'filed', '同意', '00000000-0000-7000-8000-000000000014', '2026-06-22T00:00:00Z', '2026-06-23T00:00:00Z',
        '2026-06-24T00:00:00Z', '2026-06-24T00:00:00Z', 845);

INSERT INTO scores (assignment_id, criterion, points)
VALUES ('00000000-0000-7000-8000-00000000000a', 'foundation', 245);

INSERT INTO instance_judgements (assignment_id, instance_id, accepted_tier)
VALUES ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000007', 'advanced');

INSERT INTO quality_judgements (assignment_id, group_id, judgement)
VALUES ('00000000-0000-7000-8000-00000000000a', 'G3', 'met');

INSERT INTO review_results (application_id, submission, reviews, mean, median, spread, trimmed, divergent, accepted_count,
                            report, concluded_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, 1, 8450, 8450, 0, false, false, 10, '{}', '2026-06-24T00:00:00Z');
