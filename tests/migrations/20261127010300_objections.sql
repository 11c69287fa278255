INSERT INTO objections (id, publicity_id, application_id, channel, objector, contact, content, received_on, due_on,
                        recorded_by, recorded_at, ruling, reason, reply, ruled_by, ruled_at)
VALUES ('00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-00000000000b',
        '00000000-0000-7000-8000-000000000006', 'paper', '某单位', '0471-0000000', '部分场景未投用', '2026-07-23', '2026-08-07',
        '00000000-0000-7000-8000-000000000014', '2026-07-23T01:00:00Z', 'not_upheld', '经核查场景均已投用', '已电话答复',
        '00000000-0000-7000-8000-000000000014', '2026-07-28T01:00:00Z');

INSERT INTO revocations (application_id, reason, document, banned_until, revoked_by, revoked_at)
VALUES ('00000000-0000-7000-8000-000000000006', '发生重大安全事故', '内工信装备字〔2026〕99号', '2028-07-22',
        '00000000-0000-7000-8000-000000000014', '2026-12-01T01:00:00Z');
