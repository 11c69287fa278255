INSERT INTO decisions (application_id, act, reason, decided_by, decided_at)
VALUES ('00000000-0000-7000-8000-000000000006', 'propose', '综合评审', '00000000-0000-7000-8000-000000000014', '2026-07-21T00:00:00Z');

INSERT INTO publicities (id, season_id, tier, title, opens_at, closes_at, working_days, digest, opened_by, concluded_at)
VALUES ('00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-000000000004', 'advanced', '公示',
        '2026-07-22T00:00:00Z', '2026-07-29T16:00:00Z', 5, sha256('list'), '00000000-0000-7000-8000-000000000014', '2026-08-01T00:00:00Z');

INSERT INTO publicity_entries (publicity_id, position, application_id, region, enterprise, factory, credit_code)
VALUES ('00000000-0000-7000-8000-00000000000b', 1, '00000000-0000-7000-8000-000000000006', '鄂尔多斯市', '样例企业', '样例工厂', '91150602MA0000000X');

INSERT INTO lists (id, season_id, tier, title, outcome, publicity_id, digest, published_by, published_at)
VALUES ('00000000-0000-7000-8000-00000000000c', '00000000-0000-7000-8000-000000000004', 'advanced', '名单', 'recognised',
        '00000000-0000-7000-8000-00000000000b', sha256('list'), '00000000-0000-7000-8000-000000000014', '2026-08-01T00:00:00Z');

INSERT INTO list_entries (list_id, position, application_id, region, enterprise, factory, credit_code)
VALUES ('00000000-0000-7000-8000-00000000000c', 1, '00000000-0000-7000-8000-000000000006', '鄂尔多斯市', '样例企业', '样例工厂', '91150602MA0000000X');
