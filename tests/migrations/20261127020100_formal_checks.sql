INSERT INTO formal_check_notes (application_id, submission, checked_by, lines, saved_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, '00000000-0000-7000-8000-000000000012',
        '[{"item": "licence", "title": "营业执照与申报信息一致", "verdict": "conforms", "remark": ""}]',
        '2026-05-24T00:00:00Z');

INSERT INTO formal_checks (application_id, submission, act, edition, lines, reason, checked_by, checked_at)
VALUES ('00000000-0000-7000-8000-000000000006', 1, 'formally_accept', 'nmg-2025',
        '[{"item": "licence", "title": "营业执照与申报信息一致", "verdict": "conforms", "remark": ""}]', '',
        '00000000-0000-7000-8000-000000000012', '2026-05-24T00:00:00Z');
