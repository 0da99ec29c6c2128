-- CreateTable
CREATE TABLE "credential_use" (
    "credential_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT,

    CONSTRAINT "credential_use_pkey" PRIMARY KEY ("credential_id")
);

-- AddForeignKey
ALTER TABLE "credential_use" ADD CONSTRAINT "credential_use_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known already moves along.
insert into credential_use (credential_id, at, address)
  select id, last_used_at, last_used_address from credential where last_used_at is not null;

-- DropIndex
DROP INDEX "api_key_organization_id_last_used_at_id_idx";

-- AlterTable
ALTER TABLE "api_key" DROP COLUMN "last_used_at";

-- AlterTable
ALTER TABLE "credential" DROP COLUMN "last_used_address",
DROP COLUMN "last_used_at";

-- Both are written over and over: with room on each page a new version stays beside the old one, and no index is touched.
alter table credential_use set (fillfactor = 60);
alter table usage_hour set (fillfactor = 60);
