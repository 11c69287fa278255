INSERT INTO bureaus (id, code, name, region, office, telephone, position)
VALUES ('00000000-0000-7000-8000-000000000001', '150600', '鄂尔多斯市工业和信息化局', '鄂尔多斯市', '', '', 6);

INSERT INTO divisions (code, name, league, bureau_id, position)
VALUES ('150602', '东胜区', '鄂尔多斯市', '00000000-0000-7000-8000-000000000001', 1);

INSERT INTO enterprises (id, credit_code, name, bureau_id, division_code, contact_name, contact_phone, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000002', '91150602MA0000000X', '样例企业', '00000000-0000-7000-8000-000000000001',
        '150602', '李娜', '13847712345', '2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z');

INSERT INTO experts (id, name, employer, created_at)
VALUES ('00000000-0000-7000-8000-000000000003', '陈立', '某工业大学', '2026-05-01T00:00:00Z');

INSERT INTO accounts (id, login, role, name, state, enterprise_id, bureau_id, expert_id, created_at)
VALUES ('00000000-0000-7000-8000-000000000011', 'enterprise', 'enterprise', '李娜', 'active', '00000000-0000-7000-8000-000000000002', NULL, NULL, '2026-05-01T00:00:00Z'),
       ('00000000-0000-7000-8000-000000000012', 'bureau', 'bureau', '赵敏', 'active', NULL, '00000000-0000-7000-8000-000000000001', NULL, '2026-05-01T00:00:00Z'),
       ('00000000-0000-7000-8000-000000000013', 'expert', 'expert', '陈立', 'active', NULL, NULL, '00000000-0000-7000-8000-000000000003', '2026-05-01T00:00:00Z'),
       ('00000000-0000-7000-8000-000000000014', 'administrator', 'administrator', '周强', 'active', NULL, NULL, NULL, '2026-05-01T00:00:00Z');

INSERT INTO sessions (token_digest, account_id, created_at, seen_at, expires_at, address, agent)
VALUES ('\x01', '00000000-0000-7000-8000-000000000011', '2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z', '127.0.0.1', 'test');

INSERT INTO one_time_links (token_digest, account_id, created_by, created_at, expires_at)
VALUES ('\x02', '00000000-0000-7000-8000-000000000013', '00000000-0000-7000-8000-000000000014', '2026-05-01T00:00:00Z', '2026-05-04T00:00:00Z');

INSERT INTO sign_in_failures (subject, failures, last_at)
VALUES ('account:enterprise', 2, '2026-05-01T00:00:00Z');

INSERT INTO settings (key, value) VALUES ('demonstration', 'yes');
