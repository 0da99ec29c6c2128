-- Names that differ only by characters nobody sees, or by which blanks they have, are one name from now on. Where such
-- twins are there already, one of them keeps the fold that it has: nobody's key is renamed behind their back.

create function refolded(fold text) returns text language plpgsql as $$
begin
  -- Only UTF-8 has these characters.
  if current_setting('server_encoding') <> 'UTF8' then
    return fold;
  end if;
  return normalize(btrim(regexp_replace(
    regexp_replace(
      fold,
      '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8]',
      '', 'g'),
    '[\s\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000]+',
    ' ', 'g')), NFC);
end;
$$;

do $$
declare
  noun text;
  found record;
begin
  foreach noun in array array['organization', 'api_key', 'dataset'] loop
    for found in execute format(
      'select id, refolded(name_fold) as fold from %I where name_fold <> refolded(name_fold) order by created_at, id', noun)
    loop
      begin
        execute format('update %I set name_fold = $1 where id = $2', noun) using found.fold, found.id;
      exception when unique_violation then
        null;
      end;
    end loop;
  end loop;
end;
$$;

drop function refolded(text);
