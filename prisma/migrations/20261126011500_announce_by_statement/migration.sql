-- A permission that is taken from a hundred thousand keys is one announcement, not a hundred thousand: the triggers of
-- these tables look at a whole statement, and each key is named once, up to a number past which everything is forgotten.
create function announce_changed_keys() returns trigger language plpgsql set search_path from current as $$
begin
  if (select count(*) from (select distinct api_key_id from changed limit 1001) counted) > 1000 then
    perform announce('everything');
  else
    perform announce('key ' || named.api_key_id) from (select distinct api_key_id from changed) named;
  end if;
  return null;
end $$;

drop trigger announce_api_key_permission on api_key_permission;
create trigger announce_api_key_permission_insert after insert on api_key_permission
  referencing new table as changed for each statement execute function announce_changed_keys();
create trigger announce_api_key_permission_delete after delete on api_key_permission
  referencing old table as changed for each statement execute function announce_changed_keys();
create trigger announce_api_key_permission_update after update on api_key_permission for each row
  execute function announce_api_key_permission();

drop trigger announce_api_key_dataset on api_key_dataset;
create trigger announce_api_key_dataset_insert after insert on api_key_dataset
  referencing new table as changed for each statement execute function announce_changed_keys();
create trigger announce_api_key_dataset_delete after delete on api_key_dataset
  referencing old table as changed for each statement execute function announce_changed_keys();
create trigger announce_api_key_dataset_update after update on api_key_dataset for each row
  execute function announce_api_key_permission();
