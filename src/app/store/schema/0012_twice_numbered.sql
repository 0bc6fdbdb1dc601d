-- records that stand beside another with the same identity number are found without reading all

CREATE INDEX person_twice_numbered ON person (city_id, person_id) WHERE LENGTH(identity_number_hash) > 32;
