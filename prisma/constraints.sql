-- What schema.prisma cannot say: rules that hold for every program that ever writes to this database.

-- One current sheet per judge, entry and stage; void versions stay beside it.
CREATE UNIQUE INDEX sheet_one_current ON sheet (stage_id, entry_id, judge_id) WHERE current;

-- One consent of a kind in force per entry.
CREATE UNIQUE INDEX consent_one_in_force ON consent (entry_id, kind) WHERE withdrawn_at IS NULL;

-- A person takes part once in each kind of track, and an agency once in a service domain.
CREATE UNIQUE INDEX participant_one_claim ON participant (contest_id, entrant_kind, document_hash) WHERE claimed;
CREATE UNIQUE INDEX entry_agency_domain ON entry (contest_id, credit_code, service_domain_id)
  WHERE credit_code IS NOT NULL;
ALTER TABLE participant ADD CONSTRAINT participant_claim CHECK (NOT claimed OR document_hash IS NOT NULL);
ALTER TABLE recommending_unit ADD CONSTRAINT recommending_unit_quota CHECK (quota >= 0);

-- Messages: those on the site are somebody's, those outside it go somewhere. The worker looks for what is due.
ALTER TABLE message ADD CONSTRAINT message_recipient CHECK (
  CASE channel WHEN 'in_app' THEN account_id IS NOT NULL ELSE address IS NOT NULL END
);
CREATE INDEX message_due ON message (next_try_at) WHERE state = 'waiting';
CREATE INDEX message_secret ON message (expires_at) WHERE secret AND text <> '';
ALTER TABLE account ADD CONSTRAINT account_language CHECK (language IN ('zh-CN', 'en'));
ALTER TABLE one_time_code ADD CONSTRAINT one_time_code_tries CHECK (tries BETWEEN 0 AND 5);

-- Only reviewers have a prefecture; and duties that must not meet in one person do not (core/access/duties.ts).
CREATE FUNCTION keep_duties_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  apart CONSTANT text[] := ARRAY[
    'organiser judge', 'organiser chief_judge', 'organiser supervisor', 'organiser arbitrator', 'organiser contestant',
    'judge reviewer', 'judge timekeeper', 'judge arbitrator', 'judge supervisor', 'judge contestant',
    'chief_judge reviewer', 'chief_judge timekeeper', 'chief_judge arbitrator', 'chief_judge supervisor',
    'chief_judge contestant', 'reviewer arbitrator', 'reviewer supervisor', 'reviewer contestant',
    'timekeeper supervisor', 'timekeeper contestant', 'arbitrator supervisor', 'arbitrator contestant',
    'supervisor contestant'];
  other text;
BEGIN
  IF NEW.prefecture IS NOT NULL AND NEW.role::text <> 'reviewer' THEN
    RAISE EXCEPTION 'only a reviewer has a prefecture' USING ERRCODE = 'check_violation';
  END IF;
  -- Two grants at once to the same account wait for each other here.
  PERFORM FROM account WHERE id = NEW.account_id FOR NO KEY UPDATE;
  FOR other IN SELECT role::text FROM role_grant WHERE account_id = NEW.account_id AND role <> NEW.role
    AND (TG_OP = 'INSERT' OR role <> OLD.role) LOOP
    IF NEW.role::text || ' ' || other = ANY (apart) OR other || ' ' || NEW.role::text = ANY (apart) THEN
      RAISE EXCEPTION 'duties that must not meet in one person: % and %', NEW.role, other
        USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER role_grant_keeps_duties_apart BEFORE INSERT OR UPDATE ON role_grant
  FOR EACH ROW EXECUTE FUNCTION keep_duties_apart();

ALTER TABLE contest ADD CONSTRAINT contest_registration_window CHECK (registration_opens < registration_closes);
ALTER TABLE track ADD CONSTRAINT track_words CHECK (min_words >= 0 AND max_words >= min_words);
ALTER TABLE stage ADD CONSTRAINT stage_weight CHECK (weight BETWEEN 0 AND 1);
ALTER TABLE stage ADD CONSTRAINT stage_judges CHECK (judges_per_entry >= 1);
ALTER TABLE criterion ADD CONSTRAINT criterion_scale CHECK (max > 0 AND step > 0 AND weight >= 0);
ALTER TABLE award ADD CONSTRAINT award_count CHECK (count >= 0);
ALTER TABLE mark ADD CONSTRAINT mark_not_negative CHECK (points >= 0);
ALTER TABLE deduction ADD CONSTRAINT deduction_positive CHECK (points > 0);
ALTER TABLE entry ADD CONSTRAINT entry_code_when_judged CHECK (state <> 'accepted' OR code IS NOT NULL);
ALTER TABLE sheet ADD CONSTRAINT sheet_submission CHECK (
  (state = 'submitted') <= (submitted_at IS NOT NULL AND receipt IS NOT NULL)
);
ALTER TABLE sheet ADD CONSTRAINT sheet_void_is_past CHECK (state <> 'void' OR NOT current);

-- Insert-only tables: nobody changes or removes a line, not even the owner by mistake.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER journal_entry_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER result_version_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON result_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER result_bundle_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON result_bundle
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER result_breakdown_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON result_breakdown
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A submitted sheet keeps its marks for ever; only whether it is the current version may change.
CREATE FUNCTION keep_submitted_marks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.sheet_id <> OLD.sheet_id THEN
    RAISE EXCEPTION 'a mark does not move to another sheet' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- The lock makes a save and a submission of the same sheet wait for each other.
  PERFORM 1 FROM sheet WHERE id = touched AND state = 'open' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'sheet % is not open', touched USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER mark_of_open_sheet BEFORE INSERT OR UPDATE OR DELETE ON mark
  FOR EACH ROW EXECUTE FUNCTION keep_submitted_marks();

CREATE FUNCTION keep_submitted_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'sheets are never deleted' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (NEW.stage_id, NEW.entry_id, NEW.judge_id) IS DISTINCT FROM (OLD.stage_id, OLD.entry_id, OLD.judge_id) THEN
    RAISE EXCEPTION 'a sheet does not change hands' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state = 'submitted' AND (
    NEW.state NOT IN ('submitted', 'void')
    OR (NEW.submitted_at, NEW.receipt, NEW.comment) IS DISTINCT FROM (OLD.submitted_at, OLD.receipt, OLD.comment)
  ) THEN
    RAISE EXCEPTION 'sheet % was submitted', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_keeps_what_was_submitted BEFORE UPDATE OR DELETE ON sheet
  FOR EACH ROW EXECUTE FUNCTION keep_submitted_sheet();

-- Privileges of the running product. Migrations run as the owner.
GRANT USAGE ON SCHEMA public TO gongping_app;
GRANT SELECT ON _prisma_migrations TO gongping_app;
GRANT SELECT, INSERT ON journal_entry, entry_version, result_version, result_bundle, result_breakdown, review, broadcast TO gongping_app;
GRANT SELECT, INSERT, DELETE ON sign_in_attempt TO gongping_app;
GRANT USAGE ON SEQUENCE journal_entry_id_seq TO gongping_app;
GRANT SELECT, INSERT, UPDATE ON sheet TO gongping_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  account, role_grant, session, invitation, former_password, one_time_code, captcha, message,
  second_factor, recovery_code, pending_sign_in,
  contest, milestone, track, service_domain, stage, rubric, criterion, stage_rubric, award,
  recommending_unit, participant, entry, consent, judge, mark, deduction, absence
TO gongping_app;
