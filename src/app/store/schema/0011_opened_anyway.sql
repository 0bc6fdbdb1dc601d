-- why a programme opens though one of the seven success factors is missing

ALTER TABLE programme_version ADD COLUMN opened_anyway TEXT
  CONSTRAINT who_opens_anyway_says_why CHECK (opened_anyway <> '');
