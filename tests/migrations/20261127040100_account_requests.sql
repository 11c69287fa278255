INSERT INTO account_requests
    (id, change, account_id, login, name, role, reason, state, requested_by, requested_at, expires_at, answered_by, answered_at)
VALUES ('00000000-0000-7000-8000-000000000a01', 'link', '00000000-0000-7000-8000-000000000014', 'administrator', '周强',
        'administrator', '', 'consented', '00000000-0000-7000-8000-000000000012', '2026-05-20T00:00:00Z',
        '2026-05-23T00:00:00Z', '00000000-0000-7000-8000-000000000014', '2026-05-21T00:00:00Z');
