-- Changes of the administrators' accounts wait for the consent of a second person.

CREATE TABLE account_requests (
    id            uuid NOT NULL,
    change        text NOT NULL,
    account_id    uuid,
    login         text NOT NULL,
    name          text NOT NULL,
    role          text NOT NULL,
    reason        text NOT NULL DEFAULT '',
    state         text NOT NULL DEFAULT 'open',
    requested_by  uuid NOT NULL,
    requested_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    answered_by   uuid,
    answered_at   timestamptz,
    answer        text NOT NULL DEFAULT '',
    CONSTRAINT account_requests_pkey PRIMARY KEY (id),
    CONSTRAINT account_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts,
    CONSTRAINT account_requests_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES accounts,
    CONSTRAINT account_requests_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES accounts,
    CONSTRAINT account_requests_change_check CHECK (change IN ('create', 'link', 'disable', 'enable')),
    CONSTRAINT account_requests_state_check
        CHECK (state IN ('open', 'consented', 'refused', 'withdrawn', 'expired', 'done')),
    CONSTRAINT account_requests_account_check CHECK ((change = 'create') = (account_id IS NULL)),
    CONSTRAINT account_requests_answer_check
        CHECK ((answered_by IS NULL) = (answered_at IS NULL)
               AND (answered_by IS NOT NULL OR state NOT IN ('consented', 'refused', 'done'))),
    CONSTRAINT account_requests_second_person_check CHECK (answered_by <> requested_by)
);
CREATE UNIQUE INDEX account_requests_pending_key ON account_requests (login, change)
    WHERE state IN ('open', 'consented');
CREATE INDEX account_requests_recent_idx ON account_requests (requested_at);
