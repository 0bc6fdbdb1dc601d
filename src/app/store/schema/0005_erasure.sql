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
