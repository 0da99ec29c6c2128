-- CreateEnum
CREATE TYPE "key_origin" AS ENUM ('person', 'default', 'system');

-- DropIndex
DROP INDEX "api_key_living_name";

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "origin" "key_origin" NOT NULL DEFAULT 'person',
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "used_in" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "external_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "external_identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "contact_text" (
    "kind" "organization_kind" NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "contact_text_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_fold" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key_dataset" (
    "api_key_id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,

    CONSTRAINT "api_key_dataset_pkey" PRIMARY KEY ("api_key_id","dataset_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_organization_id_email_key" ON "invitation"("organization_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "password_reset_token_hash_key" ON "password_reset"("token_hash");

-- CreateIndex
CREATE INDEX "external_identity_user_id_idx" ON "external_identity"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_organization_id_name_fold_key" ON "dataset"("organization_id", "name_fold");

-- CreateIndex
CREATE INDEX "api_key_dataset_dataset_id_idx" ON "api_key_dataset"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_living_name" ON "api_key"("organization_id", "environment", "name_fold") WHERE (status <> 'revoked' and owner_id is null);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_living_personal_name" ON "api_key"("owner_id", "organization_id", "environment", "name_fold") WHERE (status <> 'revoked' and owner_id is not null);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_one_default" ON "api_key"("organization_id") WHERE (status <> 'revoked' and origin = 'default');

-- CreateIndex
CREATE UNIQUE INDEX "api_key_one_system" ON "api_key"("organization_id", "owner_id") WHERE (status <> 'revoked' and origin = 'system');

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_identity" ADD CONSTRAINT "external_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset" ADD CONSTRAINT "dataset_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_dataset" ADD CONSTRAINT "api_key_dataset_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_dataset" ADD CONSTRAINT "api_key_dataset_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here.

-- Associations with datasets are part of what a verifier judges by.
create trigger announce_api_key_dataset after insert or update or delete on api_key_dataset for each row
  execute function announce_api_key_permission();
create trigger announce_no_key_datasets after truncate on api_key_dataset for each statement
  execute function announce_everything();

-- Built in, for the portal's own API: personal keys hold them, no organization is granted them, verifiers ignore them.
insert into permission (name, label, sentence, position, public_fit, recommended_for) values
  ('portal:keys:read', 'Read API keys', 'List and read API keys through the portal''s API.', 1001, false, '{}'),
  ('portal:keys:write', 'Change API keys', 'Create, edit, roll, stop and delete API keys through the portal''s API.', 1002, false, '{}'),
  ('portal:audit:read', 'Read the audit log', 'List and export the audit log through the portal''s API.', 1003, false, '{}');
