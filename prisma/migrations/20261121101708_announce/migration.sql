-- CreateEnum
CREATE TYPE "rate_period" AS ENUM ('second', 'minute', 'day');

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "rate_limit" INTEGER,
ADD COLUMN     "rate_period" "rate_period";

-- CreateTable
CREATE TABLE "usage_hour" (
    "credential_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("credential_id","hour","code")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "api_key_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("api_key_id")
);

-- CreateTable
CREATE TABLE "verifier" (
    "id" UUID NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifier_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "usage_hour_hour_idx" ON "usage_hour"("hour");

-- AddForeignKey
ALTER TABLE "usage_hour" ADD CONSTRAINT "usage_hour_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here.
--
-- Whatever changes what a verifier would answer is announced by the database itself, so that no code path, and no hand
-- at the SQL prompt, can forget. PostgreSQL delivers announcements in the order of the commits, and only of what was
-- committed. Uses being written down change no answer, and are not announced.

create function announce(message text) returns void language sql as $$
  select pg_notify('keyport_changes', message)
$$;

create function announce_api_key() returns trigger language plpgsql as $$
begin
  perform announce('key ' || old.id);
  return null;
end $$;

create trigger announce_api_key_change after update on api_key for each row
  when ((old.id, old.organization_id, old.name, old.type, old.environment, old.status, old.expires_at, old.ip_ranges,
         old.rate_limit, old.rate_period)
    is distinct from (new.id, new.organization_id, new.name, new.type, new.environment, new.status, new.expires_at,
         new.ip_ranges, new.rate_limit, new.rate_period))
  execute function announce_api_key();
create trigger announce_api_key_delete after delete on api_key for each row execute function announce_api_key();

-- A new credential is announced by its key: a verifier may remember that it did not exist.
create function announce_credential() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform announce('key ' || old.api_key_id); end if;
  if tg_op <> 'DELETE' then
    perform announce('key ' || new.api_key_id);
    perform announce('credential ' || new.key);
  end if;
  return null;
end $$;

create trigger announce_credential_change after update on credential for each row
  when ((old.id, old.api_key_id, old.key, old.secret_hash, old.ends_at)
    is distinct from (new.id, new.api_key_id, new.key, new.secret_hash, new.ends_at))
  execute function announce_credential();
create trigger announce_credential after insert or delete on credential for each row
  execute function announce_credential();

create function announce_api_key_permission() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform announce('key ' || old.api_key_id); end if;
  if tg_op <> 'DELETE' then perform announce('key ' || new.api_key_id); end if;
  return null;
end $$;

create trigger announce_api_key_permission after insert or update or delete on api_key_permission for each row
  execute function announce_api_key_permission();

create function announce_grant() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform announce('organization ' || old.organization_id); end if;
  if tg_op <> 'DELETE' then perform announce('organization ' || new.organization_id); end if;
  return null;
end $$;

create trigger announce_grant after insert or update or delete on permission_grant for each row
  execute function announce_grant();

create function announce_organization() returns trigger language plpgsql as $$
begin
  perform announce('organization ' || old.id);
  return null;
end $$;

create trigger announce_organization after update or delete on organization for each row
  execute function announce_organization();

-- The catalogue changes seldom, and concerns everyone. So does a table that is emptied.
create function announce_everything() returns trigger language plpgsql as $$
begin
  perform announce('everything');
  return null;
end $$;

create trigger announce_permission after insert or update or delete or truncate on permission for each statement
  execute function announce_everything();
create trigger announce_endpoint after insert or update or delete or truncate on permission_endpoint for each statement
  execute function announce_everything();
create trigger announce_no_keys after truncate on api_key for each statement execute function announce_everything();
create trigger announce_no_credentials after truncate on credential for each statement
  execute function announce_everything();
create trigger announce_no_key_permissions after truncate on api_key_permission for each statement
  execute function announce_everything();
create trigger announce_no_grants after truncate on permission_grant for each statement
  execute function announce_everything();
create trigger announce_no_organizations after truncate on organization for each statement
  execute function announce_everything();

-- A limit that is set has its span, and is one that something can stay below.
alter table api_key add constraint api_key_rate_limit
  check ((rate_limit is null) = (rate_period is null) and (rate_limit is null or rate_limit > 0));

alter table rate_window add constraint rate_window_api_key_id_fkey
  foreign key (api_key_id) references api_key (id) on delete cascade;
