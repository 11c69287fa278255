INSERT INTO publicities (id, season_id, tier, title, opens_at, closes_at, working_days, digest, opened_by, opened_at,
                         decision_list_id, first_day_counted, counted_days, wanted_days, fewer_reason, texts)
VALUES ('00000000-0000-7000-8000-00000000001b', '00000000-0000-7000-8000-000000000004', 'advanced', '公示',
        '2026-07-22T00:00:00Z', '2026-07-24T16:00:00Z', 3, sha256('list'), '00000000-0000-7000-8000-000000000014',
        '2026-07-22T00:00:00Z', '00000000-0000-7000-8000-0000000000d1', true,
        '{2026-07-22,2026-07-23,2026-07-24}', 5, '按国家要求提前上报', '{"basis": "样张"}');
