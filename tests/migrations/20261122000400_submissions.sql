INSERT INTO submissions (application_id, number, snapshot, digest, rules_edition, catalogue_edition, report, claimed_count,
                         submitted_by, submitted_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, '{}', sha256('{}'), 'r', 'c', '{}', 10,
        '00000000-0000-7000-8000-000000000011', '2026-05-20T00:00:00Z');

INSERT INTO transitions (application_id, act, from_status, to_status, submission, actor_role, account_id, at)
VALUES ('00000000-0000-7000-8000-000000000006', 'submit', 'draft', 'submitted', 1, 'enterprise',
        '00000000-0000-7000-8000-000000000011', '2026-05-20T00:00:00Z');

INSERT INTO returns (application_id, submission, reason, items, due_at, returned_by, returned_at, answered_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, '请补充', '["maturity"]', '2026-06-01T00:00:00Z',
        '00000000-0000-7000-8000-000000000012', '2026-05-21T00:00:00Z', '2026-05-22T00:00:00Z');
