-- CreateTable
CREATE TABLE "key_search" (
    "api_key_id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "key_search_pkey" PRIMARY KEY ("api_key_id")
);

-- AddForeignKey
ALTER TABLE "key_search" ADD CONSTRAINT "key_search_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here.

-- A line for the name and one for each credential's key, each after a line break, so that a beginning can be searched for
-- too. In a table of its own, since a key's own row is written again with every use.
create function describe_for_search(id_of_key uuid) returns void language sql set search_path = public as $$
  insert into key_search (api_key_id, text)
  select k.id, e'\n' || k.name_fold || coalesce(string_agg(e'\n' || lower(c.key), '' order by c.created_at desc, c.id), '')
  from api_key k left join credential c on c.api_key_id = k.id
  where k.id = id_of_key group by k.id
  on conflict (api_key_id) do update set text = excluded.text
$$;

create function describe_api_key_for_search() returns trigger language plpgsql set search_path = public as $$
begin
  perform describe_for_search(new.id);
  return null;
end $$;

create function describe_credential_for_search() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op <> 'INSERT' then
    perform describe_for_search(old.api_key_id);
  end if;
  if tg_op = 'INSERT' or tg_op = 'UPDATE' and new.api_key_id <> old.api_key_id then
    perform describe_for_search(new.api_key_id);
  end if;
  return null;
end $$;

-- A key is inserted before its first credential, which describes both.
create trigger describe_api_key_for_search after update of name_fold on api_key for each row
  when (new.name_fold <> old.name_fold) execute function describe_api_key_for_search();
create trigger describe_credential_for_search after insert or delete or update of key, api_key_id on credential for each row
  execute function describe_credential_for_search();

insert into key_search (api_key_id, text)
select k.id, e'\n' || k.name_fold || string_agg(e'\n' || lower(c.key), '' order by c.created_at desc, c.id)
from api_key k join credential c on c.api_key_id = k.id group by k.id;

-- Finds a text within others. Whoever owns the database may create the extension; on a server that forbids it, or doesn't
-- have it, searching works without the index, by reading every text.
do $$
declare
  place name;
begin
  create extension if not exists pg_trgm with schema public;
  select n.nspname into place from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  execute format('create index key_search_text_idx on key_search using gin (text %I.gin_trgm_ops)', place);
exception when others then
  raise warning 'Searching keys has no index: %', sqlerrm;
end $$;
