INSERT INTO application_series (season_id, last)
VALUES ('00000000-0000-7000-8000-000000000004', 6)
ON CONFLICT (season_id) DO UPDATE SET last = excluded.last;
