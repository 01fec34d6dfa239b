-- AlterEnum
ALTER TYPE "role" ADD VALUE 'reviewer';
ALTER TYPE "role" ADD VALUE 'timekeeper';
ALTER TYPE "role" ADD VALUE 'chief_judge';
ALTER TYPE "role" ADD VALUE 'arbitrator';

-- AlterTable
ALTER TABLE "role_grant" ADD COLUMN     "prefecture" TEXT;

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "prefecture" TEXT;

-- AlterTable
ALTER TABLE "entry_version" ADD COLUMN     "sketch" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- CreateTable
CREATE TABLE "broadcast" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "recipients" INTEGER NOT NULL,
    "sender_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

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

GRANT SELECT, INSERT ON broadcast TO gongping_app;
