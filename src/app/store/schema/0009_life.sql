-- the way to a person's life in the log, past those who only looked

CREATE INDEX audit_of_life ON audit (city_id, person_id, number)
  WHERE act NOT IN ('person_read', 'people_listed', 'people_searched', 'denied', 'log_read', 'signed_in',
                    'sign_in_refused', 'signed_out', 'exported');
