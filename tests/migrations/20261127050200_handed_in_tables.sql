INSERT INTO handed_in_tables (id, season_id, tier, bureau_id, number, length, content, digest, handed_in_by, handed_in_at)
VALUES ('00000000-0000-7000-8000-0000000005a1', '00000000-0000-7000-8000-000000000004', 'advanced',
        '00000000-0000-7000-8000-000000000001', 1, 1, '{}', sha256('{}'), '00000000-0000-7000-8000-000000000012',
        '2026-06-10T00:00:00Z');

INSERT INTO reopened_tables (table_id, reason, reopened_by, reopened_at)
VALUES ('00000000-0000-7000-8000-0000000005a1', '顺序有误', '00000000-0000-7000-8000-000000000012', '2026-06-11T00:00:00Z');

INSERT INTO table_papers (id, table_id, kind, file_name, media_type, bytes, digest, uploaded_by, uploaded_at)
VALUES ('00000000-0000-7000-8000-0000000005a2', '00000000-0000-7000-8000-0000000005a1', 'letter', '推荐函.pdf',
        'application/pdf', 3, sha256('pdf'), '00000000-0000-7000-8000-000000000012', '2026-06-10T01:00:00Z');
