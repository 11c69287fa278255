INSERT INTO decision_lists (id, season_id, tier, meeting, meeting_on, minutes_number, created_by, created_at)
VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000004', 'advanced', '厅长办公会议', '2026-07-20',
        '内工信办纪〔2026〕12号', '00000000-0000-7000-8000-000000000014', '2026-07-20T00:00:00Z');

INSERT INTO decision_lines (list_id, application_id, submission, act, reason, placed_by, placed_at)
VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000006', 1, 'propose', '综合评审',
        '00000000-0000-7000-8000-000000000014', '2026-07-20T00:00:00Z');
