-- People, programmes, those who work with them, and the two records of every act.

CREATE TABLE city (
  city_id BIGINT PRIMARY KEY,
  name TEXT NOT NULL CONSTRAINT a_city_has_a_name CHECK (name <> ''),
  language TEXT NOT NULL,
  -- The end of the audit chain. It is written by every act, so that two acts never take the same number.
  audit_rows BIGINT NOT NULL,
  audit_end BYTEA NOT NULL
);

CREATE TABLE audit (
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL CONSTRAINT an_actor_is_of_a_known_kind CHECK (actor IN ('account', 'job', 'operator', 'visitor')),
  account_id BIGINT,
  role TEXT NOT NULL,
  act TEXT NOT NULL,
  person_id BIGINT,
  thing TEXT NOT NULL,
  thing_id BIGINT,
  reason TEXT NOT NULL,
  protected BIGINT NOT NULL CONSTRAINT protected_is_yes_or_no CHECK (protected IN (0, 1)),
  history_entries BIGINT NOT NULL,
  history_hash BYTEA,
  hash BYTEA NOT NULL,
  PRIMARY KEY (city_id, number)
);
CREATE INDEX audit_of_person ON audit (city_id, person_id, number);
CREATE INDEX audit_of_account ON audit (city_id, account_id, number);

CREATE TABLE history (
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  audit_number BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  in_table TEXT NOT NULL,
  row_key TEXT NOT NULL,
  person_id BIGINT,
  data_class BIGINT NOT NULL CONSTRAINT a_data_class_is_0_to_3 CHECK (data_class BETWEEN 0 AND 3),
  change TEXT NOT NULL CONSTRAINT a_change_is_of_a_known_kind CHECK (change IN ('added', 'changed', 'removed')),
  earlier TEXT,
  salt BYTEA,
  hash BYTEA NOT NULL,
  erased_at BIGINT,
  PRIMARY KEY (city_id, audit_number, entry),
  CONSTRAINT erased_history_holds_nothing CHECK ((erased_at IS NULL) = (salt IS NOT NULL) AND (erased_at IS NULL OR earlier IS NULL))
);
CREATE INDEX history_of_row ON history (city_id, in_table, row_key, audit_number);
CREATE INDEX history_of_person ON history (city_id, person_id, audit_number);

CREATE TABLE person (
  person_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  name TEXT NOT NULL CONSTRAINT a_person_has_a_name CHECK (name <> ''),
  sorts_as BYTEA NOT NULL,
  gender TEXT CONSTRAINT a_gender_is_of_a_known_kind CHECK (gender IN ('woman', 'man', 'other', 'not_stated')),
  birth_year BIGINT CONSTRAINT a_birth_year_is_of_our_time CHECK (birth_year BETWEEN 1900 AND 2100),
  identity_number BYTEA,
  identity_number_hash BYTEA,
  address BYTEA,
  phone TEXT,
  email TEXT,
  language TEXT,
  district TEXT,
  swedish TEXT,
  education_level TEXT,
  education_field TEXT,
  occupation_title TEXT,
  occupation_groups TEXT,
  occupation_concepts TEXT,
  experience_years BIGINT CONSTRAINT years_of_experience_are_0_to_80 CHECK (experience_years BETWEEN 0 AND 80),
  available_hours TEXT,
  meeting_form TEXT,
  employer TEXT,
  interests TEXT,
  registered_on TEXT NOT NULL,
  merged_into BIGINT REFERENCES person (person_id) CONSTRAINT nobody_is_merged_into_themself CHECK (merged_into <> person_id),
  edition BIGINT NOT NULL,
  CONSTRAINT an_identity_number_comes_with_its_hash CHECK ((identity_number IS NULL) = (identity_number_hash IS NULL))
);
CREATE UNIQUE INDEX one_person_per_identity_number ON person (city_id, identity_number_hash) WHERE merged_into IS NULL;
CREATE INDEX person_in_order ON person (city_id, sorts_as, person_id);
CREATE INDEX person_by_email ON person (city_id, email);

-- Each word of a name as it is looked up: in small Latin letters, whatever script it is written in.
-- The keys of all tables are numbers: a key stands in the history for ever, and may say nothing about anybody.
CREATE TABLE person_name (
  person_id BIGINT NOT NULL REFERENCES person (person_id),
  place BIGINT NOT NULL,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  word TEXT NOT NULL,
  PRIMARY KEY (person_id, place)
);
CREATE INDEX person_by_name ON person_name (city_id, word, person_id);

CREATE TABLE person_language (
  person_id BIGINT NOT NULL REFERENCES person (person_id),
  place BIGINT NOT NULL,
  iso639_3 TEXT NOT NULL,
  level TEXT,
  PRIMARY KEY (person_id, place)
);
CREATE INDEX person_by_language ON person_language (iso639_3, person_id);

CREATE TABLE person_target_group (
  membership_id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES person (person_id),
  target_group TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT,
  reason TEXT,
  CONSTRAINT a_membership_ends_after_it_began CHECK (last_day >= first_day)
);
CREATE INDEX memberships_of_person ON person_target_group (person_id, target_group, first_day);
-- sqlite:
CREATE TRIGGER memberships_do_not_overlap_when_added BEFORE INSERT ON person_target_group
WHEN EXISTS (SELECT 1 FROM person_target_group o
              WHERE o.person_id = NEW.person_id AND o.target_group = NEW.target_group
                AND o.first_day <= COALESCE(NEW.last_day, '9999-12-31') AND NEW.first_day <= COALESCE(o.last_day, '9999-12-31'))
BEGIN SELECT RAISE(ABORT, 'memberships_do_not_overlap'); END;
CREATE TRIGGER memberships_do_not_overlap_when_changed BEFORE UPDATE ON person_target_group
WHEN EXISTS (SELECT 1 FROM person_target_group o
              WHERE o.person_id = NEW.person_id AND o.target_group = NEW.target_group AND o.membership_id <> OLD.membership_id
                AND o.first_day <= COALESCE(NEW.last_day, '9999-12-31') AND NEW.first_day <= COALESCE(o.last_day, '9999-12-31'))
BEGIN SELECT RAISE(ABORT, 'memberships_do_not_overlap'); END;
-- end
-- postgresql:
CREATE FUNCTION memberships_do_not_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM person_target_group o
              WHERE o.person_id = NEW.person_id AND o.target_group = NEW.target_group
                AND o.membership_id <> NEW.membership_id
                AND o.first_day <= COALESCE(NEW.last_day, '9999-12-31') AND NEW.first_day <= COALESCE(o.last_day, '9999-12-31')) THEN
    RAISE EXCEPTION USING ERRCODE = '23P01', CONSTRAINT = 'memberships_do_not_overlap', MESSAGE = 'memberships overlap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER memberships_do_not_overlap BEFORE INSERT OR UPDATE ON person_target_group
  FOR EACH ROW EXECUTE FUNCTION memberships_do_not_overlap();
-- end

-- Two people who must not become a pair: an earlier pair, or an exclusion.
CREATE TABLE not_together (
  person_id BIGINT NOT NULL REFERENCES person (person_id),
  other_person_id BIGINT NOT NULL REFERENCES person (person_id),
  PRIMARY KEY (person_id, other_person_id)
);

-- A person with protected identity stands nowhere else: no list, count or search can meet them.
CREATE TABLE protected_person (
  person_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  record BYTEA NOT NULL,
  identity_number_hash BYTEA,
  edition BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_protected_person_per_identity_number ON protected_person (city_id, identity_number_hash);

CREATE TABLE partner (
  partner_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  name TEXT NOT NULL CONSTRAINT a_partner_has_a_name CHECK (name <> ''),
  kind TEXT NOT NULL,
  closed_on TEXT
);
CREATE UNIQUE INDEX one_partner_of_a_name ON partner (city_id, name);

CREATE TABLE programme (
  programme_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  code TEXT NOT NULL CONSTRAINT a_programme_has_a_code CHECK (code <> ''),
  closed_on TEXT
);
CREATE UNIQUE INDEX one_programme_of_a_code ON programme (city_id, code);

-- The configuration as it was from a day on; never changed, only followed by the next.
CREATE TABLE programme_version (
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  version BIGINT NOT NULL CONSTRAINT versions_are_counted_from_1 CHECK (version >= 1),
  first_day TEXT NOT NULL,
  configuration TEXT NOT NULL,
  PRIMARY KEY (programme_id, version)
);

CREATE TABLE account (
  account_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  person_id BIGINT,
  name TEXT NOT NULL,
  email TEXT,
  -- As it is compared: one account per address, however it is written.
  email_folded TEXT,
  language TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  disabled_at BIGINT,
  edition BIGINT NOT NULL,
  CONSTRAINT an_email_is_compared CHECK ((email IS NULL) = (email_folded IS NULL))
);
CREATE UNIQUE INDEX one_account_per_email ON account (city_id, email_folded);
CREATE UNIQUE INDEX one_account_per_person ON account (city_id, person_id);

CREATE TABLE role_grant (
  grant_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  account_id BIGINT NOT NULL REFERENCES account (account_id),
  role TEXT NOT NULL,
  programme_id BIGINT REFERENCES programme (programme_id),
  partner_id BIGINT REFERENCES partner (partner_id),
  first_day TEXT NOT NULL,
  last_day TEXT,
  granted_by BIGINT REFERENCES account (account_id),
  -- A role above the giver's own holds when somebody else has said yes as well.
  needs_second BIGINT NOT NULL CONSTRAINT needs_second_is_yes_or_no CHECK (needs_second IN (0, 1)),
  seconded_by BIGINT REFERENCES account (account_id),
  ended_at BIGINT,
  CONSTRAINT nobody_grants_a_role_to_themself CHECK (granted_by <> account_id),
  CONSTRAINT the_second_is_somebody_else CHECK (seconded_by <> account_id AND seconded_by <> granted_by),
  CONSTRAINT a_grant_ends_after_it_began CHECK (last_day >= first_day)
);
CREATE INDEX grants_of_account ON role_grant (account_id, grant_id);

CREATE TABLE application (
  application_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  -- Nothing once the person has been erased: the row then only counts.
  person_id BIGINT REFERENCES person (person_id),
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  part TEXT NOT NULL CONSTRAINT one_applies_as_adept_or_mentor CHECK (part IN ('adept', 'mentor')),
  track TEXT,
  state TEXT NOT NULL CONSTRAINT an_application_is_in_a_known_state CHECK (state IN
    ('submitted', 'needs_more', 'eligible', 'not_eligible', 'withdrawn', 'closed')),
  applied_on TEXT NOT NULL,
  ended_on TEXT,
  wishes TEXT,
  capacity BIGINT NOT NULL CONSTRAINT capacity_is_0_to_20 CHECK (capacity BETWEEN 0 AND 20),
  partner_id BIGINT REFERENCES partner (partner_id),
  training TEXT,
  -- "Not shown" is known, and not the same as not known.
  record_check TEXT CONSTRAINT a_record_check_is_shown_or_not CHECK (record_check IN ('shown', 'not_shown')),
  record_check_shown_on TEXT,
  record_check_holds_to TEXT,
  least_swedish TEXT,
  offers TEXT,
  edition BIGINT NOT NULL,
  -- Only what is open can hold or be held: the tables below point to these two. They are made from the others and
  -- stand in no catalogue.
  open_adept BIGINT GENERATED ALWAYS AS (CASE WHEN ended_on IS NULL AND part = 'adept' THEN application_id END) STORED,
  open_mentor BIGINT GENERATED ALWAYS AS (CASE WHEN ended_on IS NULL AND part = 'mentor' THEN application_id END) STORED,
  CONSTRAINT one_row_per_open_adept UNIQUE (open_adept),
  CONSTRAINT one_row_per_open_mentor UNIQUE (open_mentor),
  CONSTRAINT one_programme_per_application UNIQUE (application_id, programme_id),
  CONSTRAINT only_mentors_have_places CHECK (part = 'mentor' OR capacity = 0),
  CONSTRAINT what_is_over_has_a_day CHECK ((state IN ('withdrawn', 'closed', 'not_eligible')) = (ended_on IS NOT NULL))
);
CREATE UNIQUE INDEX one_open_application_per_programme_and_part ON application (person_id, programme_id, part) WHERE ended_on IS NULL;
CREATE INDEX applications_of_programme ON application (programme_id, part, state, applied_on, application_id);
CREATE INDEX applications_of_person ON application (person_id, application_id);

-- A mentor's places in a programme. Who holds one is a row that points to it, so nobody has more than the capacity.
CREATE TABLE mentor_place (
  application_id BIGINT NOT NULL REFERENCES application (application_id),
  place BIGINT NOT NULL CONSTRAINT places_are_counted_from_1 CHECK (place BETWEEN 1 AND 20),
  PRIMARY KEY (application_id, place)
);
-- sqlite:
CREATE TRIGGER places_are_within_the_capacity BEFORE INSERT ON mentor_place
WHEN NEW.place > (SELECT capacity FROM application WHERE application_id = NEW.application_id)
BEGIN SELECT RAISE(ABORT, 'places_are_within_the_capacity'); END;
CREATE TRIGGER places_stay_within_the_capacity BEFORE UPDATE ON mentor_place
WHEN NEW.place > (SELECT capacity FROM application WHERE application_id = NEW.application_id)
BEGIN SELECT RAISE(ABORT, 'places_are_within_the_capacity'); END;
CREATE TRIGGER the_capacity_covers_the_places BEFORE UPDATE ON application
WHEN EXISTS (SELECT 1 FROM mentor_place WHERE application_id = NEW.application_id AND place > NEW.capacity)
BEGIN SELECT RAISE(ABORT, 'places_are_within_the_capacity'); END;
-- end
-- postgresql:
CREATE FUNCTION places_are_within_the_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.place > (SELECT capacity FROM application WHERE application_id = NEW.application_id) THEN
    RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'places_are_within_the_capacity', MESSAGE = 'a place beyond the capacity';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER places_are_within_the_capacity BEFORE INSERT OR UPDATE ON mentor_place
  FOR EACH ROW EXECUTE FUNCTION places_are_within_the_capacity();
CREATE FUNCTION the_capacity_covers_the_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM mentor_place WHERE application_id = NEW.application_id AND place > NEW.capacity) THEN
    RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'places_are_within_the_capacity', MESSAGE = 'a place beyond the capacity';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER the_capacity_covers_the_places BEFORE UPDATE ON application
  FOR EACH ROW EXECUTE FUNCTION the_capacity_covers_the_places();
-- end

-- A round as it was run. Its people stand one by one in round_person, so that each can leave it; here are only the ids
-- of applications.
CREATE TABLE matching_round (
  round_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  version BIGINT NOT NULL,
  track TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  run_for_day TEXT NOT NULL,
  seed BIGINT NOT NULL CONSTRAINT a_seed_is_not_negative CHECK (seed >= 0),
  weights TEXT NOT NULL,
  locks TEXT NOT NULL,
  adepts BIGINT NOT NULL,
  mentors BIGINT NOT NULL,
  result TEXT NOT NULL,
  certificate TEXT NOT NULL,
  closed_at BIGINT,
  CONSTRAINT one_programme_per_round UNIQUE (round_id, programme_id),
  FOREIGN KEY (programme_id, version) REFERENCES programme_version (programme_id, version)
);
CREATE INDEX rounds_of_programme ON matching_round (programme_id, run_at, round_id);

-- An open proposal holds one place of its mentor's and its adept, and what is held is held by something open: `holds`
-- is the proposal's own number while it is open, and the foreign keys go both ways. They are looked at when the act
-- is written.
CREATE TABLE proposal (
  proposal_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  round_id BIGINT NOT NULL,
  programme_id BIGINT NOT NULL,
  adept_application_id BIGINT NOT NULL,
  mentor_application_id BIGINT NOT NULL,
  score BIGINT NOT NULL CONSTRAINT a_score_is_0_to_10000 CHECK (score BETWEEN 0 AND 10000),
  reasons TEXT NOT NULL,
  state TEXT NOT NULL CONSTRAINT a_proposal_is_in_a_known_state CHECK (state IN
    ('proposed', 'approved', 'accepted', 'declined', 'expired')),
  reason TEXT,
  proposed_on TEXT NOT NULL,
  decided_on TEXT,
  edition BIGINT NOT NULL,
  holds BIGINT GENERATED ALWAYS AS (CASE WHEN state IN ('proposed', 'approved') THEN proposal_id END) STORED,
  CONSTRAINT an_open_proposal_has_one_mentor UNIQUE (holds, mentor_application_id),
  CONSTRAINT an_open_proposal_has_one_adept UNIQUE (holds, adept_application_id),
  CONSTRAINT a_decided_proposal_has_a_day CHECK ((state IN ('proposed', 'approved')) = (decided_on IS NULL)),
-- sqlite:
  CONSTRAINT an_open_proposal_holds_a_place FOREIGN KEY (holds, mentor_application_id)
    REFERENCES held_place (proposal_id, application_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT an_open_proposal_holds_its_adept FOREIGN KEY (holds, adept_application_id)
    REFERENCES held_adept (proposal_id, application_id) DEFERRABLE INITIALLY DEFERRED,
-- end
  CONSTRAINT a_proposal_is_of_its_rounds_programme FOREIGN KEY (round_id, programme_id)
    REFERENCES matching_round (round_id, programme_id),
  CONSTRAINT a_proposed_adept_is_in_the_programme FOREIGN KEY (adept_application_id, programme_id)
    REFERENCES application (application_id, programme_id),
  CONSTRAINT a_proposed_mentor_is_in_the_programme FOREIGN KEY (mentor_application_id, programme_id)
    REFERENCES application (application_id, programme_id)
);
CREATE INDEX proposals_of_round ON proposal (round_id, proposal_id);
CREATE INDEX proposals_of_adept ON proposal (adept_application_id, proposal_id);
CREATE INDEX proposals_of_mentor ON proposal (mentor_application_id, proposal_id);

CREATE TABLE pair (
  pair_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  programme_id BIGINT NOT NULL,
  proposal_id BIGINT REFERENCES proposal (proposal_id),
  adept_application_id BIGINT NOT NULL,
  mentor_application_id BIGINT NOT NULL,
  first_day TEXT NOT NULL,
  state TEXT NOT NULL CONSTRAINT a_pair_is_in_a_known_state CHECK (state IN
    ('preparing', 'active', 'paused', 'completed', 'ended_early', 'evaluated')),
  ended_on TEXT,
  reason TEXT,
  edition BIGINT NOT NULL,
  holds BIGINT GENERATED ALWAYS AS (CASE WHEN ended_on IS NULL THEN pair_id END) STORED,
  CONSTRAINT a_pair_not_ended_has_one_mentor UNIQUE (holds, mentor_application_id),
  CONSTRAINT a_pair_not_ended_has_one_adept UNIQUE (holds, adept_application_id),
  CONSTRAINT an_ended_pair_has_a_day CHECK ((state IN ('completed', 'ended_early', 'evaluated')) = (ended_on IS NOT NULL)),
-- sqlite:
  CONSTRAINT a_pair_not_ended_holds_a_place FOREIGN KEY (holds, mentor_application_id)
    REFERENCES held_place (pair_id, application_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT a_pair_not_ended_holds_its_adept FOREIGN KEY (holds, adept_application_id)
    REFERENCES held_adept (pair_id, application_id) DEFERRABLE INITIALLY DEFERRED,
-- end
  CONSTRAINT a_paired_adept_is_in_the_programme FOREIGN KEY (adept_application_id, programme_id)
    REFERENCES application (application_id, programme_id),
  CONSTRAINT a_paired_mentor_is_in_the_programme FOREIGN KEY (mentor_application_id, programme_id)
    REFERENCES application (application_id, programme_id)
);
CREATE UNIQUE INDEX one_pair_per_proposal ON pair (proposal_id) WHERE proposal_id IS NOT NULL;
CREATE INDEX pairs_of_adept ON pair (adept_application_id, pair_id);
CREATE INDEX pairs_of_mentor ON pair (mentor_application_id, pair_id);
CREATE INDEX pairs_of_programme ON pair (programme_id, first_day, pair_id);

CREATE TABLE held_place (
  application_id BIGINT NOT NULL,
  place BIGINT NOT NULL,
  proposal_id BIGINT,
  pair_id BIGINT,
  PRIMARY KEY (application_id, place),
  CONSTRAINT one_place_per_proposal UNIQUE (proposal_id, application_id),
  CONSTRAINT one_place_per_pair UNIQUE (pair_id, application_id),
  CONSTRAINT a_held_place_is_a_place FOREIGN KEY (application_id, place) REFERENCES mentor_place (application_id, place),
  CONSTRAINT a_held_place_is_an_open_mentors FOREIGN KEY (application_id) REFERENCES application (open_mentor)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT a_held_place_has_an_open_proposal FOREIGN KEY (proposal_id, application_id)
    REFERENCES proposal (holds, mentor_application_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT a_held_place_has_a_pair_not_ended FOREIGN KEY (pair_id, application_id)
    REFERENCES pair (holds, mentor_application_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT a_place_is_held_by_one_thing CHECK ((proposal_id IS NULL) <> (pair_id IS NULL))
);

-- An adept is in one open proposal or one pair not ended of a programme, never in two: one open application per person,
-- programme and part, and one row here per open application.
CREATE TABLE held_adept (
  application_id BIGINT PRIMARY KEY,
  proposal_id BIGINT,
  pair_id BIGINT,
  CONSTRAINT one_adept_per_proposal UNIQUE (proposal_id, application_id),
  CONSTRAINT one_adept_per_pair UNIQUE (pair_id, application_id),
  CONSTRAINT a_held_adept_is_an_open_one FOREIGN KEY (application_id) REFERENCES application (open_adept)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT a_held_adept_has_an_open_proposal FOREIGN KEY (proposal_id, application_id)
    REFERENCES proposal (holds, adept_application_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT a_held_adept_has_a_pair_not_ended FOREIGN KEY (pair_id, application_id)
    REFERENCES pair (holds, adept_application_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT an_adept_is_held_by_one_thing CHECK ((proposal_id IS NULL) <> (pair_id IS NULL))
);
-- postgresql:
ALTER TABLE proposal ADD CONSTRAINT an_open_proposal_holds_a_place FOREIGN KEY (holds, mentor_application_id)
  REFERENCES held_place (proposal_id, application_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE proposal ADD CONSTRAINT an_open_proposal_holds_its_adept FOREIGN KEY (holds, adept_application_id)
  REFERENCES held_adept (proposal_id, application_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE pair ADD CONSTRAINT a_pair_not_ended_holds_a_place FOREIGN KEY (holds, mentor_application_id)
  REFERENCES held_place (pair_id, application_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE pair ADD CONSTRAINT a_pair_not_ended_holds_its_adept FOREIGN KEY (holds, adept_application_id)
  REFERENCES held_adept (pair_id, application_id) DEFERRABLE INITIALLY DEFERRED;
-- end
