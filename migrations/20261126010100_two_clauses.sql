-- Two statements of the requirements that nothing asked for: market competitiveness, and digital,
-- networked and intelligent capability.
ALTER TABLE declarations
    ADD COLUMN market_competitive boolean,
    ADD COLUMN market_position text NOT NULL DEFAULT '',
    ADD COLUMN digital_capability boolean,
    ADD COLUMN main_systems text NOT NULL DEFAULT '';
