-- Bureaus, divisions, enterprises, experts, accounts, sessions.

CREATE TABLE bureaus (
    id          uuid PRIMARY KEY,
    code        text NOT NULL,
    name        text NOT NULL,
    region      text NOT NULL,
    office      text NOT NULL,
    telephone   text NOT NULL,
    position    smallint NOT NULL,
    CONSTRAINT bureaus_code_key UNIQUE (code)
);

-- GB/T 2260 divisions and zones; the bureau is a column, never read from the code's digits.
CREATE TABLE divisions (
    code        text PRIMARY KEY,
    name        text NOT NULL,
    league      text NOT NULL,
    bureau_id   uuid NOT NULL REFERENCES bureaus,
    position    smallint NOT NULL
);

CREATE TABLE enterprises (
    id                    uuid PRIMARY KEY,
    credit_code           text NOT NULL,
    name                  text NOT NULL,
    bureau_id             uuid NOT NULL REFERENCES bureaus,
    division_code         text NOT NULL REFERENCES divisions,
    entity                text NOT NULL DEFAULT 'legal_person',
    parent_name           text NOT NULL DEFAULT '',
    parent_credit_code    text NOT NULL DEFAULT '',
    established_on        date,
    registered_address    text NOT NULL DEFAULT '',
    ownership             text NOT NULL DEFAULT '',
    industry              text NOT NULL DEFAULT '',
    legal_representative  text NOT NULL DEFAULT '',
    contact_name          text NOT NULL,
    contact_position      text NOT NULL DEFAULT '',
    contact_phone         text NOT NULL,
    contact_email         text NOT NULL DEFAULT '',
    employees             integer,
    introduction          text NOT NULL DEFAULT '',
    version               integer NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    CONSTRAINT enterprises_credit_code_key UNIQUE (credit_code),
    CONSTRAINT enterprises_entity_check CHECK (entity IN ('legal_person', 'branch')),
    CONSTRAINT enterprises_employees_check CHECK (employees >= 0)
);

CREATE TABLE experts (
    id                    uuid PRIMARY KEY,
    name                  text NOT NULL,
    employer              text NOT NULL,
    employer_credit_code  text NOT NULL DEFAULT '',
    bureau_id             uuid REFERENCES bureaus,
    speciality            text NOT NULL DEFAULT '',
    created_at            timestamptz NOT NULL
);

CREATE TABLE accounts (
    id                   uuid PRIMARY KEY,
    login                text NOT NULL,
    role                 text NOT NULL,
    name                 text NOT NULL,
    password_hash        text,
    state                text NOT NULL,
    enterprise_id        uuid REFERENCES enterprises,
    bureau_id            uuid REFERENCES bureaus,
    expert_id            uuid REFERENCES experts,
    created_at           timestamptz NOT NULL,
    password_changed_at  timestamptz,
    CONSTRAINT accounts_login_key UNIQUE (login),
    CONSTRAINT accounts_role_check CHECK (role IN
        ('enterprise', 'bureau', 'expert', 'administrator', 'security_administrator', 'audit_administrator')),
    CONSTRAINT accounts_state_check CHECK (state IN ('pending', 'active', 'refused', 'disabled')),
    CONSTRAINT accounts_belongs_check CHECK (
        (role = 'enterprise') = (enterprise_id IS NOT NULL)
        AND (role = 'bureau') = (bureau_id IS NOT NULL)
        AND (role = 'expert') = (expert_id IS NOT NULL))
);
CREATE INDEX accounts_enterprise_idx ON accounts (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX accounts_bureau_idx ON accounts (bureau_id) WHERE bureau_id IS NOT NULL;
CREATE INDEX accounts_expert_idx ON accounts (expert_id) WHERE expert_id IS NOT NULL;
CREATE INDEX accounts_role_idx ON accounts (role, id);

CREATE TABLE sessions (
    token_digest  bytea PRIMARY KEY,
    account_id    uuid NOT NULL REFERENCES accounts,
    created_at    timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    address       text NOT NULL,
    agent         text NOT NULL
);
CREATE INDEX sessions_account_idx ON sessions (account_id);
CREATE INDEX sessions_expires_idx ON sessions (expires_at);

-- Links with which a person sets their own password, once.
CREATE TABLE one_time_links (
    token_digest  bytea PRIMARY KEY,
    account_id    uuid NOT NULL REFERENCES accounts,
    created_by    uuid REFERENCES accounts,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz
);
CREATE INDEX one_time_links_account_idx ON one_time_links (account_id);

-- Failed sign-ins, counted per account name and per network address.
CREATE TABLE sign_in_failures (
    subject       text PRIMARY KEY,
    failures      integer NOT NULL,
    last_at       timestamptz NOT NULL,
    locked_until  timestamptz
);

-- Facts about this installation, such as that it is a demonstration.
CREATE TABLE settings (
    key    text PRIMARY KEY,
    value  text NOT NULL
);
