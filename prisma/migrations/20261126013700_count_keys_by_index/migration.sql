-- Counting reads this alone, and not the wide rows of the table: which keys somebody sees depends on the owner as well.
DROP INDEX "api_key_organization_id_status_expires_at_created_at_idx";
CREATE INDEX "api_key_organization_id_status_expires_at_created_at_owner__idx" ON "api_key"("organization_id", "status", "expires_at", "created_at", "owner_id");
