-- why somebody belongs to a target group can tell of health or violence: it is sealed

-- Nothing has written the column yet, so nothing is lost.
ALTER TABLE person_target_group DROP COLUMN reason;
ALTER TABLE person_target_group ADD COLUMN reason BYTEA;
