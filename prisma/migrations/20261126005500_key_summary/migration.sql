-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "issued_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "old_ends_at" TIMESTAMPTZ(3);

-- Written by hand from here.

-- What the Overview and the table look for among a hundred thousand keys stands in the key's own row, where an index can
-- find it. A trigger keeps what follows from credentials; the last use is brought over each minute, since in this row it
-- would cost every request nine times as much.
create function summarize_credentials() returns trigger language plpgsql set search_path from current as $$
declare
  id_of_key uuid := case when tg_op = 'DELETE' then old.api_key_id else new.api_key_id end;
begin
  update api_key k set issued_at = s.issued_at, old_ends_at = s.old_ends_at
  from (
    select
      min(c.created_at) filter (where c.replaced_at is null and (k0.type = 'public' or c.secret_hash is not null)) as issued_at,
      max(c.ends_at) filter (where c.replaced_at is not null and not c.ended) as old_ends_at
    from api_key k0 left join credential c on c.api_key_id = k0.id
    where k0.id = id_of_key
  ) s
  where k.id = id_of_key and (k.issued_at, k.old_ends_at) is distinct from (s.issued_at, s.old_ends_at);
  return null;
end $$;

create trigger summarize_credentials after insert or update or delete on credential for each row
  execute function summarize_credentials();

update api_key k set issued_at = s.issued_at, old_ends_at = s.old_ends_at, last_used_at = s.last_used_at
from (
  select c.api_key_id,
    min(c.created_at) filter (where c.replaced_at is null and (k.type = 'public' or c.secret_hash is not null)) as issued_at,
    max(c.ends_at) filter (where c.replaced_at is not null and not c.ended) as old_ends_at,
    max(u.at) as last_used_at
  from credential c join api_key k on k.id = c.api_key_id left join credential_use u on u.credential_id = c.id
  group by c.api_key_id
) s
where k.id = s.api_key_id;

-- Never used comes first, as in the table.
create index api_key_organization_id_last_used_at_name_fold_id_idx
  on api_key (organization_id, last_used_at nulls first, name_fold, id);
create index api_key_issued on api_key (organization_id, issued_at) where status = 'active';
create index api_key_old_ends on api_key (organization_id, old_ends_at) where status = 'active' and old_ends_at is not null;
create index api_key_organization_id_status_expires_at_created_at_idx
  on api_key (organization_id, status, expires_at, created_at);
create index api_key_organization_id_status_name_fold_id_idx on api_key (organization_id, status, name_fold, id);
