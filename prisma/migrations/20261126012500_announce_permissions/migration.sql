-- A change of the catalogue concerns who holds that permission, and nobody else; a statement that changes no row
-- concerns nobody. Words that people read are not judged by.
drop trigger announce_permission on permission;
drop trigger announce_endpoint on permission_endpoint;

create function announce_permission() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op <> 'INSERT' then perform announce('permission ' || old.name); end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.name <> old.name) then
    perform announce('permission ' || new.name);
  end if;
  return null;
end $$;

create trigger announce_permission_change after update on permission for each row
  when ((old.name, old.position, old.public_fit) is distinct from (new.name, new.position, new.public_fit))
  execute function announce_permission();
create trigger announce_permission after insert or delete on permission for each row
  execute function announce_permission();

create function announce_endpoint() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op <> 'INSERT' then perform announce('permission ' || old.permission_name); end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.permission_name <> old.permission_name) then
    perform announce('permission ' || new.permission_name);
  end if;
  return null;
end $$;

create trigger announce_endpoint_change after update on permission_endpoint for each row
  when ((old.permission_name, old.method, old.pattern, old.key_alone)
    is distinct from (new.permission_name, new.method, new.pattern, new.key_alone))
  execute function announce_endpoint();
create trigger announce_endpoint after insert or delete on permission_endpoint for each row
  execute function announce_endpoint();

create trigger announce_no_permissions after truncate on permission for each statement
  execute function announce_everything();
create trigger announce_no_endpoints after truncate on permission_endpoint for each statement
  execute function announce_everything();
