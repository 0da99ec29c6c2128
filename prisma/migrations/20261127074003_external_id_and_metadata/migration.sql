-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "api_key_external_id" ON "api_key"("organization_id", "external_id") WHERE (external_id is not null);

-- Written by hand from here.

-- Both are part of what a verifier answers.
drop trigger announce_api_key_change on api_key;
create trigger announce_api_key_change after update on api_key for each row
  when ((old.id, old.organization_id, old.name, old.type, old.environment, old.status, old.expires_at, old.ip_ranges,
         old.rate_limit, old.rate_period, old.external_id, old.metadata)
    is distinct from (new.id, new.organization_id, new.name, new.type, new.environment, new.status, new.expires_at,
         new.ip_ranges, new.rate_limit, new.rate_period, new.external_id, new.metadata))
  execute function announce_api_key();
