-- a waiver of secrecy is not a consent, and the legal ground stands by itself

-- To a partner it is a consent to be told of; to an authority the person waives the secrecy that protects them, which
-- breaks secrecy and is no legal ground for keeping anything. So both stand in a column of their own.
ALTER TABLE consent ADD COLUMN kind TEXT NOT NULL DEFAULT 'consent'
  CONSTRAINT an_agreement_is_a_consent_or_a_waiver CHECK (kind IN ('consent', 'waiver_of_secrecy'));
ALTER TABLE consent ADD COLUMN legal_ground TEXT NOT NULL DEFAULT 'consent'
  CONSTRAINT an_agreement_has_a_legal_ground CHECK (legal_ground IN ('consent', 'public_task'));
UPDATE consent SET kind = 'waiver_of_secrecy', legal_ground = 'public_task' WHERE recipient <> 'partner';
