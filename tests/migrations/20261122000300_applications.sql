INSERT INTO factories (id, enterprise_id, name, address, division_code, industry, investment, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-000000000002', '样例工厂', '创业大道1号', '150602', '26',
        1260000000, '2026-05-06T00:00:00Z', '2026-05-06T00:00:00Z');

INSERT INTO applications (id, number, season_id, factory_id, enterprise_id, bureau_id, tier, status, outcome, submission,
                          enterprise_name, factory_name, credit_code, created_at, updated_at, status_since, submitted_at)
VALUES ('00000000-0000-7000-8000-000000000006', '2026-00001', '00000000-0000-7000-8000-000000000004',
        '00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
        'advanced', 'concluded', 'recognised', 1, '样例企业', '样例工厂', '91150602MA0000000X',
        '2026-05-06T00:00:00Z', '2026-08-01T00:00:00Z', '2026-08-01T00:00:00Z', '2026-05-20T00:00:00Z');

INSERT INTO declarations (application_id, registered_in_region, worst_incident, held_tier, updated_at)
VALUES ('00000000-0000-7000-8000-000000000006', true, 'none', 'basic', '2026-05-06T00:00:00Z');

INSERT INTO maturity_assessments (application_id, level, score, kind, updated_at)
VALUES ('00000000-0000-7000-8000-000000000006', 2, 231, 'self_assessment', '2026-05-06T00:00:00Z');

INSERT INTO instances (id, application_id, scenario, link, claimed_tier, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000007', '00000000-0000-7000-8000-000000000006', 'S08', 'L05', 'advanced',
        '2026-05-06T00:00:00Z', '2026-05-06T00:00:00Z');

INSERT INTO quality_answers (application_id, group_id, answer, updated_at)
VALUES ('00000000-0000-7000-8000-000000000006', 'G3', '已建成', '2026-05-06T00:00:00Z');

INSERT INTO evidence (id, application_id, target, instance_id, group_id, file_name, media_type, bytes, digest, uploaded_by, uploaded_at)
VALUES ('00000000-0000-7000-8000-000000000008', '00000000-0000-7000-8000-000000000006', 'instance',
        '00000000-0000-7000-8000-000000000007', NULL, '验收报告.pdf', 'application/pdf', 1200,
        sha256('bytes'), '00000000-0000-7000-8000-000000000011', '2026-05-06T00:00:00Z'),
       ('00000000-0000-7000-8000-000000000009', '00000000-0000-7000-8000-000000000006', 'quality', NULL, 'G3',
        '说明.pdf', 'application/pdf', 1200, sha256('bytes'), '00000000-0000-7000-8000-000000000011', '2026-05-06T00:00:00Z');
