-- In the order that the table of keys has when it is sorted by expiration: very many may never expire.
DROP INDEX "api_key_organization_id_expires_at_id_idx";
CREATE INDEX "api_key_organization_id_expires_at_name_fold_id_idx" ON "api_key"("organization_id", "expires_at", "name_fold", "id");

-- Which keys hold a permission, or are associated with a dataset, is read from these alone.
DROP INDEX "api_key_dataset_dataset_id_idx";
CREATE INDEX "api_key_dataset_dataset_id_api_key_id_idx" ON "api_key_dataset"("dataset_id", "api_key_id");
DROP INDEX "api_key_permission_permission_name_idx";
CREATE INDEX "api_key_permission_permission_name_api_key_id_idx" ON "api_key_permission"("permission_name", "api_key_id");

-- The keys that somebody sees, by id: counting those of them that hold a permission reads two indexes side by side.
CREATE INDEX "api_key_organization_id_id_owner_id_idx" ON "api_key"("organization_id", "id", "owner_id");

-- Searching reads every key from this alone, without the hashes.
DROP INDEX "credential_api_key_id_idx";
CREATE INDEX "credential_api_key_id_key_idx" ON "credential"("api_key_id", "key");
