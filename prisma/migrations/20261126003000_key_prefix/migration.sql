-- CreateTable
CREATE TABLE "key_prefix" (
    "prefix" TEXT NOT NULL,

    CONSTRAINT "key_prefix_pkey" PRIMARY KEY ("prefix")
);

-- Written by hand from here.

-- Every prefix that a stored key begins with. Verifiers refuse any other without a look at the credentials, so the table
-- must follow whatever is stored, however it got there: a changed KEY_PREFIX, a restored copy, a hand at the SQL prompt.
create function remember_key_prefix() returns trigger language plpgsql set search_path from current as $$
begin
  if new.key ~ '^[a-z][a-z0-9]{1,11}_(live|test)_' then
    insert into key_prefix (prefix) values (split_part(new.key, '_', 1)) on conflict do nothing;
  end if;
  return null;
end $$;

create trigger remember_key_prefix after insert or update of key on credential for each row
  execute function remember_key_prefix();

insert into key_prefix (prefix)
  select distinct split_part(key, '_', 1) from credential where key ~ '^[a-z][a-z0-9]{1,11}_(live|test)_';

-- In the same transaction as the first key that has it: no verifier can be asked about that key and not know the prefix.
create trigger announce_key_prefix after insert or update or delete on key_prefix for each row
  execute function announce_everything();
create trigger announce_key_prefix_truncate after truncate on key_prefix for each statement
  execute function announce_everything();
