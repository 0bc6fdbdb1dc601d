-- the rounds that are being calculated, and which round each was made after

-- A round that somebody has asked for. `server` is the number that the server drew when it started: an order that is
-- running for a server that is no more was cut off, and says so.
CREATE TABLE round_order (
  order_id BIGINT PRIMARY KEY,
  city_id BIGINT NOT NULL REFERENCES city (city_id),
  programme_id BIGINT NOT NULL REFERENCES programme (programme_id),
  track TEXT NOT NULL,
  ordered_at BIGINT NOT NULL,
  server BIGINT NOT NULL,
  state TEXT NOT NULL CONSTRAINT an_order_is_in_a_known_state CHECK (state IN
    ('running', 'kept', 'refused', 'cancelled', 'stopped')),
  after_round_id BIGINT REFERENCES matching_round (round_id),
  round_id BIGINT REFERENCES matching_round (round_id),
  CONSTRAINT a_kept_order_has_its_round CHECK ((state = 'kept') = (round_id IS NOT NULL))
);
CREATE UNIQUE INDEX one_round_is_calculated_at_a_time ON round_order (city_id, programme_id, track)
  WHERE state = 'running';
CREATE UNIQUE INDEX one_order_per_round ON round_order (round_id);
