-- AlterTable
ALTER TABLE "credential_use" ADD COLUMN     "count" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "hour" TIMESTAMPTZ(3) NOT NULL DEFAULT date_trunc('hour', now(), 'UTC');

-- Written by hand from here.

-- Where counts are read. An hour may have two rows of VALID: what was counted before this migration, and after it.
create view credential_usage (credential_id, hour, code, count) as
  select credential_id, hour, code, count from usage_hour
  union all
  select credential_id, hour, 'VALID', count from credential_use where count > 0;
