INSERT INTO calendar_years (year, source, days, added_by, added_at)
VALUES (2026, '国务院办公厅关于2026年部分节假日安排的通知', '{"2026-01-01": "holiday"}',
        '00000000-0000-7000-8000-000000000014', '2026-05-01T00:00:00Z');
