INSERT INTO known_devices (token_digest, account_id, seen_at)
SELECT decode(repeat('0d', 32), 'hex'), id, '2026-05-01T00:00:00Z' FROM accounts LIMIT 1;
