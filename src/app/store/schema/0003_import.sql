-- Spreadsheets that are taken in, and which person a number in a programme's own list stands for.

-- The files are kept, sealed, only until somebody has decided.
CREATE TABLE import (
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  number BIGINT NOT NULL CONSTRAINT imports_are_counted_from_1 CHECK (number >= 1),
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  state TEXT NOT NULL CONSTRAINT an_import_is_in_a_known_state CHECK (state IN
    ('proposed', 'declined', 'lapsed', 'done', 'undone')),
  proposed_at BIGINT NOT NULL,
  proposed_by BIGINT REFERENCES account (account_id),
  decided_at BIGINT,
  decided_by BIGINT REFERENCES account (account_id),
  files BYTEA,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  left_out BIGINT NOT NULL,
  by_hand BIGINT NOT NULL,
  -- How many rows of the log the act has, from the one that says that the lists were taken in.
  log_rows BIGINT,
  PRIMARY KEY (city_id, number),
  CONSTRAINT files_are_kept_until_somebody_decides CHECK ((state = 'proposed') = (files IS NOT NULL)),
  CONSTRAINT a_decided_import_has_a_moment CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CONSTRAINT nobody_approves_their_own_import CHECK (state NOT IN ('done', 'undone') OR decided_by <> proposed_by)
);
CREATE INDEX imports_of_programme ON import (programme_id, number);

CREATE TABLE list_number (
  list_number_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  part TEXT NOT NULL CONSTRAINT a_list_is_of_adepts_or_mentors CHECK (part IN ('adept', 'mentor')),
  written TEXT NOT NULL CONSTRAINT a_list_number_is_written CHECK (written <> ''),
  person_id BIGINT NOT NULL REFERENCES person (person_id),
  CONSTRAINT one_person_per_list_number UNIQUE (programme_id, part, written)
);
CREATE INDEX list_numbers_of_person ON list_number (person_id, list_number_id);
