-- what a person has agreed to, and who referred them

-- To whom the person lets what is kept here be told, and for what: a consent to a partner, a waiver of secrecy to
-- another authority. Withdrawn, it stays as a row that says so, until the person leaves.
CREATE TABLE consent (
  consent_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  person_id BIGINT NOT NULL REFERENCES person (person_id),
  recipient TEXT NOT NULL CONSTRAINT a_consent_has_a_recipient CHECK (recipient <> ''),
  partner_id BIGINT REFERENCES partner (partner_id),
  purpose TEXT NOT NULL CONSTRAINT a_consent_has_a_purpose CHECK (purpose <> ''),
  given_on TEXT NOT NULL,
  withdrawn_on TEXT,
  edition BIGINT NOT NULL,
  CONSTRAINT a_partner_is_named_where_it_is_one CHECK ((recipient = 'partner') = (partner_id IS NOT NULL)),
  CONSTRAINT a_consent_is_withdrawn_after_it_was_given CHECK (withdrawn_on IS NULL OR withdrawn_on >= given_on)
);
CREATE INDEX consents_of_person ON consent (person_id, withdrawn_on);

-- An application that a case worker made for somebody, and what they said of it.
CREATE TABLE referral (
  referral_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  application_id BIGINT NOT NULL REFERENCES application (application_id),
  -- Nothing once the person has left.
  person_id BIGINT REFERENCES person (person_id),
  referred_by BIGINT NOT NULL REFERENCES account (account_id),
  sender TEXT NOT NULL CONSTRAINT a_referral_has_a_sender CHECK (sender <> ''),
  stage TEXT,
  alongside TEXT,
  referred_on TEXT NOT NULL,
  edition BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_referral_per_application ON referral (application_id);
CREATE INDEX referrals_of_account ON referral (city_id, referred_by, referred_on);
CREATE INDEX referrals_of_person ON referral (person_id);
