-- What was ended immediately is a state. Compared with a time, it would go on for as long as a verifier's clock is
-- behind the portal's.
alter table "credential" add column "ended" boolean not null default false;

update "credential" set "ended" = true where "ends_at" <= clock_timestamp();

-- Whatever is ended has an end, which says since when.
alter table "credential" add constraint "credential_ended_since" check (not "ended" or "ends_at" is not null);

drop trigger announce_credential_change on "credential";
create trigger announce_credential_change after update on "credential" for each row
  when ((old.id, old.api_key_id, old.key, old.secret_hash, old.ends_at, old.ended)
    is distinct from (new.id, new.api_key_id, new.key, new.secret_hash, new.ends_at, new.ended))
  execute function announce_credential();
