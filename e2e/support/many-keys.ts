import { query } from './database';
import type { Keyport } from './keyport';
import type { Person } from './person';

/**
 * Keys "Key 001" and so on, of every kind: each third in Integration, each fourth public, each fifth used, each seventh
 * expired, each tenth disabled, each second a mapper's. Their credentials aren't valid; only the table is looked at.
 */
export async function insertManyKeys(keyport: Keyport, { actor }: Person, count: number): Promise<void> {
  // All of them are counted, without built-in keys.
  await query(keyport, `delete from api_key where organization_id = $1 and origin <> 'person'`, [
    actor.organization.id,
  ]);
  await query(
    keyport,
    `with made as (
      insert into api_key (id, organization_id, name, name_fold, type, environment, status, expires_at, created_at, created_by_id)
      select gen_random_uuid(), $1, 'Key ' || lpad(i::text, 3, '0'), 'key ' || lpad(i::text, 3, '0'),
        (case when i % 4 = 0 then 'public' else 'secret' end)::key_type,
        (case when i % 3 = 0 then 'integration' else 'production' end)::environment,
        (case when i % 10 = 0 then 'disabled' else 'active' end)::key_status,
        case when i % 7 = 0 then $2::timestamptz - interval '1 day' end,
        $2::timestamptz - i * interval '1 hour',
        $3
      from generate_series(1, $4::int) i
      returning id, name, environment, created_at
    ), credentials as (
      insert into credential (id, api_key_id, key, created_at)
      select gen_random_uuid(), id,
        'kp_' || case environment when 'production' then 'live_' else 'test_' end || translate(gen_random_uuid()::text, '-', ''),
        created_at
      from made
      returning id, api_key_id
    ), uses as (
      insert into credential_use (credential_id, at)
      select c.id, $2::timestamptz - right(m.name, 3)::int * interval '1 minute'
      from credentials c join made m on m.id = c.api_key_id where right(m.name, 3)::int % 5 = 0
    )
    insert into api_key_permission (api_key_id, permission_name)
    select id, case when right(name, 1)::int % 2 = 0 then 'mapper' else 'generator' end from made`,
    [actor.organization.id, keyport.clock.now(), actor.userId, count],
  );
  // As the background job does each minute.
  await query(
    keyport,
    `update api_key k set last_used_at = u.at from credential c join credential_use u on u.credential_id = c.id
     where c.api_key_id = k.id and k.organization_id = $1`,
    [actor.organization.id],
  );
}
