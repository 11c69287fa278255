INSERT INTO audit_entries (at, actor_role, account_id, act, application_id, detail)
VALUES ('2026-05-20T00:00:00Z', 'enterprise', '00000000-0000-7000-8000-000000000011', 'submit', '00000000-0000-7000-8000-000000000006', '{}');

INSERT INTO messages (id, account_id, application_id, title, body, created_at)
VALUES ('00000000-0000-7000-8000-00000000000d', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000006',
        '申报已提交', '请关注审核进度', '2026-05-20T00:00:00Z');

INSERT INTO jobs (task, unique_key, run_at) VALUES ('{}', 'sweep:2026-05-20', '2026-05-20T00:00:00Z');
