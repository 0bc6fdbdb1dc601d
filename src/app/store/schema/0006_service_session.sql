-- how the first step of a sign-in was taken

ALTER TABLE session ADD COLUMN by_service BIGINT NOT NULL DEFAULT 0 CONSTRAINT by_service_is_yes_or_no CHECK (by_service IN (0, 1));
