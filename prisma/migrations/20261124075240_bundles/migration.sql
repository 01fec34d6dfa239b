-- CreateEnum
CREATE TYPE "result_scope" AS ENUM ('full', 'public');

-- AlterEnum
ALTER TYPE "role" ADD VALUE 'supervisor';

-- AlterTable
ALTER TABLE "result_version" ADD COLUMN     "marks_public" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "result_bundle" (
    "result_id" UUID NOT NULL,
    "scope" "result_scope" NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "result_bundle_pkey" PRIMARY KEY ("result_id","scope")
);

-- CreateTable
CREATE TABLE "result_breakdown" (
    "result_id" UUID NOT NULL,
    "scope" "result_scope" NOT NULL,
    "entry_code" TEXT NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "result_breakdown_pkey" PRIMARY KEY ("result_id","scope","entry_code")
);

-- AddForeignKey
ALTER TABLE "result_bundle" ADD CONSTRAINT "result_bundle_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "result_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result_breakdown" ADD CONSTRAINT "result_breakdown_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "result_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER result_bundle_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON result_bundle
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER result_breakdown_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON result_breakdown
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON result_bundle, result_breakdown TO gongping_app;
