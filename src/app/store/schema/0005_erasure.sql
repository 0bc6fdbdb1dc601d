-- the receipts of those who have been erased

-- That somebody was erased, when and why, and nothing of who they were: the number points to nobody any more.
CREATE TABLE erasure (
  erasure_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  person_id BIGINT NOT NULL,
  reason TEXT NOT NULL CONSTRAINT an_erasure_has_a_reason CHECK (reason <> ''),
  erased_rows BIGINT NOT NULL,
  erased_at BIGINT NOT NULL
);
CREATE INDEX erasures_of_person ON erasure (city_id, person_id, erasure_id);

-- Somebody asks that a person is erased. No word about anybody stands here: reasons are ids.
CREATE TABLE erasure_request (
  request_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  person_id BIGINT NOT NULL,
  by_the_person BIGINT NOT NULL CONSTRAINT by_the_person_is_yes_or_no CHECK (by_the_person IN (0, 1)),
  reason TEXT NOT NULL CONSTRAINT a_request_has_a_reason CHECK (reason <> ''),
  asked_by BIGINT REFERENCES account (account_id),
  asked_at BIGINT NOT NULL,
  state TEXT NOT NULL CONSTRAINT a_request_is_in_a_known_state CHECK (state IN ('waiting', 'refused', 'stopped', 'done')),
  answer TEXT,
  decided_by BIGINT REFERENCES account (account_id),
  decided_at BIGINT,
  CONSTRAINT an_answered_request_has_a_moment CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CONSTRAINT a_no_has_a_reason CHECK ((state = 'refused') = (answer IS NOT NULL))
);
CREATE UNIQUE INDEX one_waiting_request_per_person ON erasure_request (city_id, person_id) WHERE state = 'waiting';
CREATE INDEX requests_in_time ON erasure_request (city_id, asked_at);

-- How long something is kept, from a day on: never changed, only followed by the next. A board decides.
CREATE TABLE retention_rule (
  rule_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  -- Nothing: all programmes that have no rule of their own.
  programme_id BIGINT REFERENCES programme (programme_id),
  kind TEXT NOT NULL CONSTRAINT a_rule_is_about_something CHECK (kind <> ''),
  days BIGINT NOT NULL CONSTRAINT days_kept_are_1_to_36500 CHECK (days BETWEEN 1 AND 36500),
  first_day TEXT NOT NULL,
  decided_by_board TEXT NOT NULL CONSTRAINT a_board_decides CHECK (decided_by_board <> ''),
  set_by BIGINT REFERENCES account (account_id),
  set_at BIGINT NOT NULL
);
CREATE INDEX rules_of_kind ON retention_rule (city_id, kind, programme_id, first_day);

-- What the nightly job took.
CREATE TABLE retention_run (
  run_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  run_at BIGINT NOT NULL,
  people BIGINT NOT NULL,
  rows_emptied BIGINT NOT NULL,
  accounts BIGINT NOT NULL,
  sign_in_rows BIGINT NOT NULL,
  imports BIGINT NOT NULL
);
CREATE INDEX runs_in_time ON retention_run (city_id, run_at);
