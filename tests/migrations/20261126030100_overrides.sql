INSERT INTO overrides (application_id, submission, act, obstacles, reason, made_by, made_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, 'recommend', '[{"unmet": "credit"}]', '修复证明已核实',
        '00000000-0000-7000-8000-000000000012', '2026-05-23T00:00:00Z');

INSERT INTO superseded_findings (application_id, submission, item, revision, verdict, comment, found_by, found_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, 'clause:region', 1, 'refused', '注册地址不符',
        '00000000-0000-7000-8000-000000000012', '2026-05-22T00:00:00Z');
