-- CreateEnum
CREATE TYPE "organization_kind" AS ENUM ('publisher', 'advertiser', 'dsp', 'data_provider');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'operations', 'viewer');

-- CreateEnum
CREATE TYPE "key_type" AS ENUM ('secret', 'public');

-- CreateEnum
CREATE TYPE "environment" AS ENUM ('production', 'integration');

-- CreateEnum
CREATE TYPE "key_status" AS ENUM ('active', 'disabled', 'revoked');

-- CreateEnum
CREATE TYPE "audit_outcome" AS ENUM ('success', 'failure');

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "secret_check" BYTEA NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_fold" TEXT NOT NULL,
    "kind" "organization_kind" NOT NULL DEFAULT 'publisher',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "operator" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authenticator" (
    "user_id" UUID NOT NULL,
    "seed" BYTEA,
    "pending_seed" BYTEA,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "authenticator_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle" (
    "bucket" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,
    "last_try_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("bucket")
);

-- CreateTable
CREATE TABLE "permission" (
    "name" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "public_fit" BOOLEAN NOT NULL DEFAULT false,
    "recommended_for" "organization_kind"[],

    CONSTRAINT "permission_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "permission_endpoint" (
    "id" UUID NOT NULL,
    "permission_name" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "key_alone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "permission_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "permission_grant" (
    "organization_id" UUID NOT NULL,
    "permission_name" TEXT NOT NULL,

    CONSTRAINT "permission_grant_pkey" PRIMARY KEY ("organization_id","permission_name")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_fold" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "type" "key_type" NOT NULL,
    "environment" "environment" NOT NULL,
    "status" "key_status" NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "ip_ranges" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key_permission" (
    "api_key_id" UUID NOT NULL,
    "permission_name" TEXT NOT NULL,

    CONSTRAINT "api_key_permission_pkey" PRIMARY KEY ("api_key_id","permission_name")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "secret_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "last_used_address" TEXT,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_token" (
    "user_id" UUID NOT NULL,
    "token" UUID NOT NULL,
    "api_key_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "form_token_pkey" PRIMARY KEY ("user_id","token")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "organization_id" UUID,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" "audit_outcome" NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "subject_name" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "count" INTEGER NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organization_name_fold_key" ON "organization"("name_fold");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "recovery_code_user_id_idx" ON "recovery_code"("user_id");

-- CreateIndex
CREATE INDEX "throttle_last_try_at_idx" ON "throttle"("last_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "permission_endpoint_permission_name_method_pattern_key" ON "permission_endpoint"("permission_name", "method", "pattern");

-- CreateIndex
CREATE INDEX "api_key_organization_id_name_fold_id_idx" ON "api_key"("organization_id", "name_fold", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_created_at_id_idx" ON "api_key"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_last_used_at_id_idx" ON "api_key"("organization_id", "last_used_at", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_expires_at_id_idx" ON "api_key"("organization_id", "expires_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_living_name" ON "api_key"("organization_id", "environment", "name_fold") WHERE (status <> 'revoked');

-- CreateIndex
CREATE INDEX "api_key_permission_permission_name_idx" ON "api_key_permission"("permission_name");

-- CreateIndex
CREATE UNIQUE INDEX "credential_key_key" ON "credential"("key");

-- CreateIndex
CREATE INDEX "credential_api_key_id_idx" ON "credential"("api_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_one_current" ON "credential"("api_key_id") WHERE (replaced_at is null);

-- CreateIndex
CREATE INDEX "form_token_created_at_idx" ON "form_token"("created_at");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_position_idx" ON "audit_event"("organization_id", "position");

-- CreateIndex
CREATE INDEX "audit_event_subject_id_position_idx" ON "audit_event"("subject_id", "position");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authenticator" ADD CONSTRAINT "authenticator_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permission_endpoint" ADD CONSTRAINT "permission_endpoint_permission_name_fkey" FOREIGN KEY ("permission_name") REFERENCES "permission"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permission_grant" ADD CONSTRAINT "permission_grant_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permission_grant" ADD CONSTRAINT "permission_grant_permission_name_fkey" FOREIGN KEY ("permission_name") REFERENCES "permission"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_permission" ADD CONSTRAINT "api_key_permission_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_permission" ADD CONSTRAINT "api_key_permission_permission_name_fkey" FOREIGN KEY ("permission_name") REFERENCES "permission"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_token" ADD CONSTRAINT "form_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_token" ADD CONSTRAINT "form_token_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;
