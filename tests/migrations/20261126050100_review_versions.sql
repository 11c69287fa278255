INSERT INTO superseded_reviews (assignment_id, number, total, filed_at, content, reason, reopened_by, reopened_at)
SELECT id, 1, 800, '2026-06-23T12:00:00Z', review_content(id), '请核对评语', '00000000-0000-7000-8000-000000000014',
       '2026-06-23T13:00:00Z'
FROM assignments WHERE id = '00000000-0000-7000-8000-00000000000a';

INSERT INTO superseded_results (application_id, number, result, reason, reopened_by, reopened_at)
SELECT application_id, 1, to_jsonb(r), '请核对评语', '00000000-0000-7000-8000-000000000014', '2026-06-23T13:00:00Z'
FROM review_results r WHERE application_id = '00000000-0000-7000-8000-000000000006';
