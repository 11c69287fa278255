-- Browsers in which somebody has signed in before: failures elsewhere do not keep them out.

CREATE TABLE known_devices (
    token_digest  bytea NOT NULL,
    account_id    uuid NOT NULL,
    seen_at       timestamptz NOT NULL,
    CONSTRAINT known_devices_pkey PRIMARY KEY (token_digest, account_id),
    CONSTRAINT known_devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts
);
CREATE INDEX known_devices_seen_idx ON known_devices (seen_at);
