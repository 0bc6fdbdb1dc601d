-- how people sign in, their sessions, and the mail that goes out

-- What is secret about an account: never in the history, gone with the account. The password is an argon2id hash,
-- sealed all the same: whoever has the database alone cannot even begin to guess.
CREATE TABLE credential (
  account_id BIGINT PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  password BYTEA,
  totp_secret BYTEA,
  -- The step of the last code that was taken: a code counts once.
  totp_last_step BIGINT NOT NULL,
  -- What is shown in a QR code and not yet confirmed.
  totp_offered BYTEA
);

-- Who somebody is at a sign-in service. Its name for a person may be an identity number, so only a keyed hash is here.
CREATE TABLE sign_in_identity (
  identity_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  account_id BIGINT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  issuer TEXT NOT NULL,
  subject_hash BYTEA NOT NULL,
  linked_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_account_per_identity ON sign_in_identity (city_id, subject_hash);
CREATE INDEX identities_of_account ON sign_in_identity (account_id, identity_id);

-- Codes that count once: the row is deleted by whoever uses it, and only one can.
CREATE TABLE sign_in_code (
  code_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  account_id BIGINT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL CONSTRAINT a_code_is_of_a_known_kind CHECK (kind IN
    ('recovery', 'invitation', 'reset', 'email', 'paper', 'beside', 'demo')),
  link_hash BYTEA,
  typed_hash BYTEA,
  made_at BIGINT NOT NULL,
  expires_at BIGINT,
  made_by BIGINT REFERENCES account (account_id),
  CONSTRAINT a_code_can_be_given CHECK (link_hash IS NOT NULL OR typed_hash IS NOT NULL),
  CONSTRAINT only_recovery_codes_wait_for_ever CHECK ((kind = 'recovery') = (expires_at IS NULL)),
  CONSTRAINT somebody_sits_beside CHECK (kind <> 'beside' OR made_by IS NOT NULL)
);
CREATE UNIQUE INDEX one_code_per_link ON sign_in_code (city_id, link_hash);
CREATE UNIQUE INDEX one_code_per_typed ON sign_in_code (city_id, kind, typed_hash);
CREATE INDEX codes_of_account ON sign_in_code (account_id, kind, code_id);
CREATE INDEX codes_over ON sign_in_code (expires_at);

-- A session that is not whole has shown a password and waits for the second factor: it may do nothing.
CREATE TABLE session (
  session_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  account_id BIGINT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  key_hash BYTEA NOT NULL,
  whole BIGINT NOT NULL CONSTRAINT whole_is_yes_or_no CHECK (whole IN (0, 1)),
  second_factor BIGINT NOT NULL CONSTRAINT second_factor_is_yes_or_no CHECK (second_factor IN (0, 1)),
  tries BIGINT NOT NULL,
  began_at BIGINT NOT NULL,
  proved_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  helper_account_id BIGINT REFERENCES account (account_id),
  browser TEXT NOT NULL
);
CREATE UNIQUE INDEX one_session_per_key ON session (key_hash);
CREATE INDEX sessions_of_account ON session (account_id, session_id);
CREATE INDEX sessions_in_time ON session (began_at);

-- Mail that waits to go out; the row goes when the mail has gone.
CREATE TABLE outgoing_mail (
  mail_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  account_id BIGINT REFERENCES account (account_id) ON DELETE CASCADE,
  content BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  gives_up_at BIGINT NOT NULL,
  tries BIGINT NOT NULL
);
CREATE INDEX mail_in_turn ON outgoing_mail (next_try_at, mail_id);
CREATE INDEX mail_of_account ON outgoing_mail (account_id);
