INSERT INTO editions (kind, edition, title, document, digest, imported_at)
VALUES ('rules', 'r', '要素条件', '', '\x00', '2026-05-01T00:00:00Z'),
       ('catalogue', 'c', '场景目录', '', '\x00', '2026-05-01T00:00:00Z'),
       ('score_sheet', 's', '评分表', '', '\x00', '2026-05-01T00:00:00Z'),
       ('calendar', 'w', '工作日历', '', '\x00', '2026-05-01T00:00:00Z');

INSERT INTO seasons (id, code, title, rules_edition, catalogue_edition, score_sheet_edition, calendar_edition,
                     enterprise_opens_at, enterprise_closes_at, bureau_opens_at, bureau_closes_at,
                     review_opens_at, review_closes_at, created_at)
VALUES ('00000000-0000-7000-8000-000000000004', '2026', '2026年度', 'r', 'c', 's', 'w',
        '2026-05-05T16:00:00Z', '2026-06-09T16:00:00Z', '2026-05-05T16:00:00Z', '2026-06-20T16:00:00Z',
        '2026-06-20T16:00:00Z', '2026-07-20T16:00:00Z', '2026-05-01T00:00:00Z');

INSERT INTO quotas (season_id, tier, bureau_id, quota)
VALUES ('00000000-0000-7000-8000-000000000004', 'advanced', '00000000-0000-7000-8000-000000000001', 12);
