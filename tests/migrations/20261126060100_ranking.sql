INSERT INTO result_totals (season_id, tier, results)
VALUES ('00000000-0000-7000-8000-000000000004', 'excellent', 0);
