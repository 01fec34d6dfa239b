-- CreateEnum
CREATE TYPE "review_level" AS ENUM ('prefecture', 'province');

-- CreateEnum
CREATE TYPE "review_decision" AS ENUM ('pass', 'return', 'refuse');

-- AlterEnum


ALTER TYPE "entry_state" ADD VALUE 'endorsed' BEFORE 'accepted';
ALTER TYPE "entry_state" ADD VALUE 'refused' BEFORE 'withdrawn';

-- AlterEnum
ALTER TYPE "consent_kind" ADD VALUE 'collection';

-- AlterTable
ALTER TABLE "contest" ADD COLUMN     "entry_rules" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "entry" ADD COLUMN     "correct_by" TIMESTAMPTZ(3),
ADD COLUMN     "credit_code" TEXT,
ADD COLUMN     "prefecture" TEXT,
ADD COLUMN     "recommending_unit_id" UUID;

-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "text" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "recommending_unit" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "prefecture" TEXT,
    "quota" INTEGER,

    CONSTRAINT "recommending_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "document_type" TEXT,
    "document_sealed" TEXT,
    "document_hash" TEXT,
    "document_masked" TEXT,
    "link_hash" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "claimed" BOOLEAN NOT NULL DEFAULT false,
    "entrant_kind" "entrant_kind" NOT NULL,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "level" "review_level" NOT NULL,
    "decision" "review_decision" NOT NULL,
    "checks" JSONB NOT NULL,
    "message" TEXT NOT NULL,
    "correct_by" TIMESTAMPTZ(3),
    "reviewer_id" UUID NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recommending_unit_contest_id_code_key" ON "recommending_unit"("contest_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "recommending_unit_contest_id_position_key" ON "recommending_unit"("contest_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "participant_link_hash_key" ON "participant"("link_hash");

-- CreateIndex
CREATE UNIQUE INDEX "participant_entry_id_place_key" ON "participant"("entry_id", "place");

-- CreateIndex
CREATE INDEX "review_entry_id_idx" ON "review"("entry_id");

-- AddForeignKey
ALTER TABLE "recommending_unit" ADD CONSTRAINT "recommending_unit_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_recommending_unit_id_fkey" FOREIGN KEY ("recommending_unit_id") REFERENCES "recommending_unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A person takes part once in each kind of track, and an agency once in a service domain.
CREATE UNIQUE INDEX participant_one_claim ON participant (contest_id, entrant_kind, document_hash) WHERE claimed;
CREATE UNIQUE INDEX entry_agency_domain ON entry (contest_id, credit_code, service_domain_id)
  WHERE credit_code IS NOT NULL;
ALTER TABLE participant ADD CONSTRAINT participant_claim CHECK (NOT claimed OR document_hash IS NOT NULL);
ALTER TABLE recommending_unit ADD CONSTRAINT recommending_unit_quota CHECK (quota >= 0);
CREATE TRIGGER review_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON review TO gongping_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON recommending_unit, participant TO gongping_app;
