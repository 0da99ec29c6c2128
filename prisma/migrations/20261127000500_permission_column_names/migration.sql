-- sentence becomes description, public_fit becomes allowed_for_public_keys. Processes of the version before may still be
-- running and know the old columns only, so both pairs stay, kept equal by a trigger. A later version drops the old ones.
alter table permission
  add column description text,
  add column allowed_for_public_keys boolean;

update permission set description = sentence, allowed_for_public_keys = public_fit;

alter table permission
  alter column description set not null,
  alter column allowed_for_public_keys set not null,
  alter column sentence drop not null,
  alter column public_fit drop not null,
  -- Otherwise the trigger couldn't tell a value that was left out from one that was given.
  alter column public_fit drop default;

create function sync_renamed_permission_columns() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    new.description := coalesce(new.description, new.sentence);
    new.allowed_for_public_keys := coalesce(new.allowed_for_public_keys, new.public_fit, false);
  else
    if new.description is not distinct from old.description then new.description := new.sentence; end if;
    if new.allowed_for_public_keys is not distinct from old.allowed_for_public_keys then
      new.allowed_for_public_keys := new.public_fit;
    end if;
  end if;
  new.sentence := new.description;
  new.public_fit := new.allowed_for_public_keys;
  return new;
end $$;

create trigger sync_renamed_permission_columns before insert or update on permission
  for each row execute function sync_renamed_permission_columns();

drop trigger announce_permission_change on permission;
create trigger announce_permission_change after update on permission for each row
  when ((old.name, old.position, old.allowed_for_public_keys)
    is distinct from (new.name, new.position, new.allowed_for_public_keys))
  execute function announce_permission();

-- The standard names of what fires when a table is emptied.
alter trigger announce_no_keys on api_key rename to announce_api_key_truncate;
alter trigger announce_no_credentials on credential rename to announce_credential_truncate;
alter trigger announce_no_key_permissions on api_key_permission rename to announce_api_key_permission_truncate;
alter trigger announce_no_key_datasets on api_key_dataset rename to announce_api_key_dataset_truncate;
alter trigger announce_no_grants on permission_grant rename to announce_permission_grant_truncate;
alter trigger announce_no_organizations on organization rename to announce_organization_truncate;
alter trigger announce_no_permissions on permission rename to announce_permission_truncate;
alter trigger announce_no_endpoints on permission_endpoint rename to announce_permission_endpoint_truncate;
