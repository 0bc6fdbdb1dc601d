-- bounds on equal opportunity that a manager has switched on, and the rounds that were held to them

-- From then on every round of the programme and track is held to it, until another is set or it is lifted. The ground
-- is about the programme and never about a person.
CREATE TABLE equal_bound (
  bound_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  track TEXT NOT NULL,
  most BIGINT NOT NULL CONSTRAINT a_difference_is_0_to_100_points CHECK (most BETWEEN 0 AND 10000),
  ground TEXT NOT NULL CONSTRAINT a_bound_has_a_ground CHECK (ground <> '' AND LENGTH(ground) <= 1000),
  set_by BIGINT NOT NULL REFERENCES account (account_id),
  set_at BIGINT NOT NULL,
  lifted_at BIGINT CONSTRAINT a_bound_is_lifted_after_it_was_set CHECK (lifted_at >= set_at),
  holds BIGINT GENERATED ALWAYS AS (CASE WHEN lifted_at IS NULL THEN 1 END) STORED,
  CONSTRAINT one_bound_holds_at_a_time UNIQUE (holds, programme_id, track)
);
ALTER TABLE matching_round ADD COLUMN bound_id BIGINT REFERENCES equal_bound (bound_id);
