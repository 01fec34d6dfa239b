-- CreateEnum
CREATE TYPE "code_purpose" AS ENUM ('sign_up', 'reset');

-- CreateEnum
CREATE TYPE "attempt_kind" AS ENUM ('tried', 'right', 'asked', 'unlocked');

-- CreateEnum
CREATE TYPE "message_channel" AS ENUM ('in_app', 'mail', 'sms');

-- CreateEnum
CREATE TYPE "message_state" AS ENUM ('waiting', 'sent', 'failed');

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'zh-CN';

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "device" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "former_password" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_password_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_code" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "purpose" "code_purpose" NOT NULL,
    "login" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "code_hash" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" UUID NOT NULL,
    "login_hash" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "kind" "attempt_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "captcha" (
    "id" UUID NOT NULL,
    "picture_hash" TEXT NOT NULL,
    "sum_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "captcha_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "address" TEXT,
    "channel" "message_channel" NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "secret" BOOLEAN NOT NULL DEFAULT false,
    "state" "message_state" NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "former_password_account_id_replaced_at_idx" ON "former_password"("account_id", "replaced_at");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_code_token_hash_key" ON "one_time_code"("token_hash");

-- CreateIndex
CREATE INDEX "one_time_code_login_created_at_idx" ON "one_time_code"("login", "created_at");

-- CreateIndex
CREATE INDEX "one_time_code_address_hash_created_at_idx" ON "one_time_code"("address_hash", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_login_hash_at_idx" ON "sign_in_attempt"("login_hash", "at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_address_hash_at_idx" ON "sign_in_attempt"("address_hash", "at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_at_idx" ON "sign_in_attempt"("at");

-- CreateIndex
CREATE INDEX "captcha_expires_at_idx" ON "captcha"("expires_at");

-- CreateIndex
CREATE INDEX "message_account_id_created_at_idx" ON "message"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "message_created_at_idx" ON "message"("created_at");

-- AddForeignKey
ALTER TABLE "former_password" ADD CONSTRAINT "former_password_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Messages: those on the site are somebody's, those outside it go somewhere. The worker looks for what is due.
ALTER TABLE message ADD CONSTRAINT message_recipient CHECK (
  CASE channel WHEN 'in_app' THEN account_id IS NOT NULL ELSE address IS NOT NULL END
);
CREATE INDEX message_due ON message (next_try_at) WHERE state = 'waiting';
CREATE INDEX message_secret ON message (expires_at) WHERE secret AND text <> '';
ALTER TABLE account ADD CONSTRAINT account_language CHECK (language IN ('zh-CN', 'en'));
ALTER TABLE one_time_code ADD CONSTRAINT one_time_code_tries CHECK (tries BETWEEN 0 AND 5);
GRANT SELECT, INSERT, DELETE ON sign_in_attempt TO gongping_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON former_password, one_time_code, captcha, message TO gongping_app;
