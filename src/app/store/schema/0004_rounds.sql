-- the people of each round, one by one, and what a coordinator decided by hand

-- What a round was told about somebody, as the cells of our own spreadsheet. Whoever is erased or protected leaves it.
CREATE TABLE round_person (
  round_id BIGINT NOT NULL REFERENCES matching_round (round_id),
  application_id BIGINT NOT NULL REFERENCES application (application_id),
  person_id BIGINT NOT NULL,
  part TEXT NOT NULL CONSTRAINT one_is_in_a_round_as_adept_or_mentor CHECK (part IN ('adept', 'mentor')),
  cells TEXT NOT NULL,
  occupation_groups TEXT,
  PRIMARY KEY (round_id, application_id)
);
CREATE INDEX rounds_of_person ON round_person (person_id, round_id);

-- Where a coordinator did otherwise than the round: who, why, and which hard rule gave way, if one did.
CREATE TABLE decision_by_hand (
  decision_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  proposal_id BIGINT REFERENCES proposal (proposal_id),
  pair_id BIGINT REFERENCES pair (pair_id),
  adept_application_id BIGINT NOT NULL REFERENCES application (application_id),
  mentor_application_id BIGINT NOT NULL REFERENCES application (application_id),
  account_id BIGINT NOT NULL CONSTRAINT a_decision_by_hand_is_somebodys REFERENCES account (account_id),
  rule TEXT,
  reason TEXT NOT NULL CONSTRAINT a_decision_by_hand_has_a_reason CHECK (reason <> ''),
  note TEXT,
  decided_at BIGINT NOT NULL,
  CONSTRAINT a_decision_by_hand_is_about_one_thing CHECK ((proposal_id IS NULL) <> (pair_id IS NULL))
);
CREATE INDEX decisions_about_proposal ON decision_by_hand (proposal_id, decision_id);
CREATE INDEX decisions_about_pair ON decision_by_hand (pair_id, decision_id);
CREATE INDEX decisions_about_adept ON decision_by_hand (adept_application_id, decision_id);
CREATE INDEX decisions_about_mentor ON decision_by_hand (mentor_application_id, decision_id);
