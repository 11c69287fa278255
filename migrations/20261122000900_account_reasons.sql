-- Why a registration was refused or an account disabled, told to the person at sign-in.

ALTER TABLE accounts ADD COLUMN state_reason text NOT NULL DEFAULT '';
