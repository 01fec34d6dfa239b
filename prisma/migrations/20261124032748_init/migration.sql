-- CreateEnum
CREATE TYPE "role" AS ENUM ('contestant', 'judge', 'organiser');

-- CreateEnum
CREATE TYPE "entrant_kind" AS ENUM ('person', 'agency');

-- CreateEnum
CREATE TYPE "stage_kind" AS ENUM ('written', 'live');

-- CreateEnum
CREATE TYPE "award_scope" AS ENUM ('track', 'service_domain');

-- CreateEnum
CREATE TYPE "award_ties" AS ENUM ('include', 'hold');

-- CreateEnum
CREATE TYPE "entry_state" AS ENUM ('draft', 'submitted', 'returned', 'accepted', 'withdrawn', 'disqualified');

-- CreateEnum
CREATE TYPE "consent_kind" AS ENUM ('participation', 'publication');

-- CreateEnum
CREATE TYPE "sheet_state" AS ENUM ('open', 'submitted', 'recused', 'void');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "account_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("account_id","role")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "contest_id" UUID,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "theme" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "registration_opens" TIMESTAMPTZ(3) NOT NULL,
    "registration_closes" TIMESTAMPTZ(3) NOT NULL,
    "ranking_rules" JSONB NOT NULL,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "milestone" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "track" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "entrant_kind" "entrant_kind" NOT NULL,
    "min_words" INTEGER NOT NULL,
    "max_words" INTEGER NOT NULL,

    CONSTRAINT "track_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_domain" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "scope" JSONB NOT NULL,
    "to_be_confirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "service_domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "stage_kind" NOT NULL,
    "name" JSONB NOT NULL,
    "weight" DECIMAL(9,8) NOT NULL,
    "blind" BOOLEAN NOT NULL,
    "judges_per_entry" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,

    CONSTRAINT "stage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rubric" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,

    CONSTRAINT "rubric_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "criterion" (
    "id" UUID NOT NULL,
    "rubric_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "descriptor" JSONB NOT NULL,
    "max" DECIMAL(9,3) NOT NULL,
    "weight" DECIMAL(9,4) NOT NULL DEFAULT 1,
    "step" DECIMAL(9,3) NOT NULL,

    CONSTRAINT "criterion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_rubric" (
    "stage_id" UUID NOT NULL,
    "track_id" UUID NOT NULL,
    "rubric_id" UUID NOT NULL,

    CONSTRAINT "stage_rubric_pkey" PRIMARY KEY ("stage_id","track_id")
);

-- CreateTable
CREATE TABLE "award" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "track_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "scope" "award_scope" NOT NULL,
    "count" INTEGER NOT NULL,
    "minimum" DECIMAL(9,3),
    "ties" "award_ties" NOT NULL,

    CONSTRAINT "award_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "track_id" UUID NOT NULL,
    "service_domain_id" UUID,
    "state" "entry_state" NOT NULL DEFAULT 'draft',
    "code" TEXT,
    "draft" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_version" (
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "receipt" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "kind" "consent_kind" NOT NULL,
    "wording" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "judge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sheet" (
    "id" UUID NOT NULL,
    "stage_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "judge_id" UUID NOT NULL,
    "state" "sheet_state" NOT NULL DEFAULT 'open',
    "current" BOOLEAN NOT NULL DEFAULT true,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "comment" TEXT NOT NULL DEFAULT '',
    "receipt" TEXT,
    "reason" TEXT,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "sheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mark" (
    "sheet_id" UUID NOT NULL,
    "criterion_id" UUID NOT NULL,
    "points" DECIMAL(9,3) NOT NULL,

    CONSTRAINT "mark_pkey" PRIMARY KEY ("sheet_id","criterion_id")
);

-- CreateTable
CREATE TABLE "deduction" (
    "id" UUID NOT NULL,
    "stage_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "points" DECIMAL(9,3) NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deduction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "stage_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("stage_id","entry_id")
);

-- CreateTable
CREATE TABLE "result_version" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "scorebook" TEXT NOT NULL,
    "scorebook_sha256" TEXT NOT NULL,
    "ranking" TEXT NOT NULL,
    "ranking_sha256" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by_id" UUID NOT NULL,

    CONSTRAINT "result_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "act" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "contest_id" UUID,
    "details" JSONB NOT NULL,

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "contest_slug_key" ON "contest"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "milestone_contest_id_position_key" ON "milestone"("contest_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "track_contest_id_code_key" ON "track"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "track_contest_id_position_key" ON "track"("contest_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "service_domain_contest_id_code_key" ON "service_domain"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "service_domain_contest_id_position_key" ON "service_domain"("contest_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "stage_contest_id_code_key" ON "stage"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "stage_contest_id_position_key" ON "stage"("contest_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "rubric_contest_id_code_key" ON "rubric"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "criterion_rubric_id_code_key" ON "criterion"("rubric_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "criterion_rubric_id_position_key" ON "criterion"("rubric_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "award_contest_id_code_key" ON "award"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "award_contest_id_position_key" ON "award"("contest_id", "position");

-- CreateIndex
CREATE INDEX "entry_contest_id_state_idx" ON "entry"("contest_id", "state");

-- CreateIndex
CREATE INDEX "entry_account_id_idx" ON "entry"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "entry_contest_id_code_key" ON "entry"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "entry_version_receipt_key" ON "entry_version"("receipt");

-- CreateIndex
CREATE UNIQUE INDEX "entry_version_entry_id_number_key" ON "entry_version"("entry_id", "number");

-- CreateIndex
CREATE INDEX "consent_entry_id_idx" ON "consent"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "judge_contest_id_code_key" ON "judge"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "judge_contest_id_account_id_key" ON "judge"("contest_id", "account_id");

-- CreateIndex
CREATE INDEX "sheet_stage_id_entry_id_idx" ON "sheet"("stage_id", "entry_id");

-- CreateIndex
CREATE INDEX "sheet_judge_id_idx" ON "sheet"("judge_id");

-- CreateIndex
CREATE INDEX "deduction_stage_id_entry_id_idx" ON "deduction"("stage_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "result_version_contest_id_number_key" ON "result_version"("contest_id", "number");

-- CreateIndex
CREATE INDEX "journal_entry_contest_id_id_idx" ON "journal_entry"("contest_id", "id");

-- CreateIndex
CREATE INDEX "journal_entry_subject_id_idx" ON "journal_entry"("subject_id");

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "track" ADD CONSTRAINT "track_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_domain" ADD CONSTRAINT "service_domain_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage" ADD CONSTRAINT "stage_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rubric" ADD CONSTRAINT "rubric_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criterion" ADD CONSTRAINT "criterion_rubric_id_fkey" FOREIGN KEY ("rubric_id") REFERENCES "rubric"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_rubric" ADD CONSTRAINT "stage_rubric_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "stage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_rubric" ADD CONSTRAINT "stage_rubric_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "track"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_rubric" ADD CONSTRAINT "stage_rubric_rubric_id_fkey" FOREIGN KEY ("rubric_id") REFERENCES "rubric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "award" ADD CONSTRAINT "award_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "award" ADD CONSTRAINT "award_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "track"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "track"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_service_domain_id_fkey" FOREIGN KEY ("service_domain_id") REFERENCES "service_domain"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_version" ADD CONSTRAINT "entry_version_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge" ADD CONSTRAINT "judge_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge" ADD CONSTRAINT "judge_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet" ADD CONSTRAINT "sheet_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "stage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet" ADD CONSTRAINT "sheet_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet" ADD CONSTRAINT "sheet_judge_id_fkey" FOREIGN KEY ("judge_id") REFERENCES "judge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark" ADD CONSTRAINT "mark_sheet_id_fkey" FOREIGN KEY ("sheet_id") REFERENCES "sheet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark" ADD CONSTRAINT "mark_criterion_id_fkey" FOREIGN KEY ("criterion_id") REFERENCES "criterion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deduction" ADD CONSTRAINT "deduction_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "stage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deduction" ADD CONSTRAINT "deduction_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "stage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result_version" ADD CONSTRAINT "result_version_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What schema.prisma cannot say: rules that hold for every program that ever writes to this database.

-- One current sheet per judge, entry and stage; void versions stay beside it.
CREATE UNIQUE INDEX sheet_one_current ON sheet (stage_id, entry_id, judge_id) WHERE current;

-- One consent of a kind in force per entry.
CREATE UNIQUE INDEX consent_one_in_force ON consent (entry_id, kind) WHERE withdrawn_at IS NULL;

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
GRANT SELECT, INSERT ON journal_entry, entry_version, result_version TO gongping_app;
GRANT USAGE ON SEQUENCE journal_entry_id_seq TO gongping_app;
GRANT SELECT, INSERT, UPDATE ON sheet TO gongping_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  account, role_grant, session, invitation,
  contest, milestone, track, service_domain, stage, rubric, criterion, stage_rubric, award,
  entry, consent, judge, mark, deduction, absence
TO gongping_app;
