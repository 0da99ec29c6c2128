import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { hashPassword } from '@/lib/identity/passwords/hash';

export const PASSWORD = 'a few words in a row for the bench';
const DATASETS = 50;

/**
 * An organization with this many keys, of every kind and age, with their usage and audit events. Written in bulk:
 * through the services it would take an hour. The audit log's chain isn't valid, which no screen checks.
 */
export async function seedScreens(databaseUrl: string, count: number) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const [organization, user] = [randomUUID(), randomUUID()];
  const email = 'ada@example.com';
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  await run(
    `insert into organization (id, name, name_fold, created_at) values ($1, 'Bench', 'bench', now())`,
    [organization],
  );
  await run(
    `insert into user_account (id, email, name, password_hash, operator, created_at)
     values ($1, $2, 'Ada Byron', $3, true, now())`,
    [user, email, await hashPassword(PASSWORD)],
  );
  await run(`insert into membership values ($1, $2, 'admin', now())`, [organization, user]);
  await run(`insert into permission_grant select $1, name from permission where name not like 'portal:%'`, [
    organization,
  ]);
  await run(
    `insert into dataset (id, organization_id, name, name_fold, created_at)
     select gen_random_uuid(), $1, 'Dataset ' || i, 'dataset ' || i, now() from generate_series(1, $2::int) i`,
    [organization, DATASETS],
  );
  await run(
    `insert into api_key (id, organization_id, name, name_fold, type, environment, status, expires_at, created_at, created_by_id)
     select gen_random_uuid(), $1, 'Key ' || lpad(i::text, 6, '0'), 'key ' || lpad(i::text, 6, '0'),
       (case when i % 9 = 0 then 'public' else 'secret' end)::key_type,
       (case when i % 3 = 0 then 'integration' else 'production' end)::environment,
       (case when i % 10 = 0 then 'disabled' when i % 11 = 0 then 'revoked' else 'active' end)::key_status,
       case when i % 20 = 5 then now() - i * interval '1 minute' when i % 4 = 0 then now() + i * interval '1 hour' end,
       now() - i * interval '5 minutes', $2
     from generate_series(1, $3::int) i`,
    [organization, user, count],
  );
  await run(
    `insert into api_key_permission (api_key_id, permission_name)
     select k.id, p.name from api_key k cross join (values ('mapper'), ('generator')) p (name)`,
  );
  await run(
    `insert into api_key_dataset (api_key_id, dataset_id)
     select k.id, d.id from api_key k join dataset d on d.name_fold = 'dataset ' || (right(k.name, 6)::int % ${DATASETS} + 1)`,
  );
  await run(
    `insert into credential (id, api_key_id, key, secret_hash, created_at)
     select gen_random_uuid(), id, 'kp_live_' || translate(id::text, '-', ''), case when type = 'secret' then sha256(id::text::bytea) end,
       created_at from api_key`,
  );
  // One in fifty was rolled recently, and both of its credentials work.
  await run(
    `insert into credential (id, api_key_id, key, secret_hash, created_at, replaced_at, ends_at)
     select gen_random_uuid(), id, 'kp_live_' || translate(gen_random_uuid()::text, '-', ''), sha256('old'), created_at, now(),
       now() + interval '1 day' from api_key where right(name, 6)::int % 50 = 0`,
  );
  await run(
    `insert into credential_use (credential_id, at)
     select c.id, now() - right(k.name, 6)::int * interval '2 minutes' from credential c join api_key k on k.id = c.api_key_id
     where right(k.name, 6)::int % 2 = 0`,
  );
  await run(
    `update api_key k set last_used_at = u.at from credential c join credential_use u on u.credential_id = c.id
     where c.api_key_id = k.id`,
  );
  await run(
    `insert into audit_event (position, at, organization_id, actor_id, actor_name, address, action, outcome, subject_type,
       subject_id, subject_name, details, mac)
     select row_number() over (order by k.created_at) + (select count from audit_head), k.created_at, $1, $2, 'Ada Byron',
       '203.0.113.7', 'key.create', 'success', 'key', k.id::text, k.name, '{}', sha256('') from api_key k`,
    [organization, user],
  );
  await run(`update audit_head set count = (select coalesce(max(position), 0) from audit_event)`);
  await run('vacuum analyze');
  const { rows } = await run(
    `select id from api_key where type = 'secret' and status = 'active' order by name limit 1`,
  );
  await client.end();
  return { email, screens: screensOf(organization, rows[0].id, Math.ceil(count / 25)) };
}

/** Every screen of a signed-in person, the table also with typical filters. */
const screensOf = (organization: string, key: string, lastPage: number) =>
  new Map([
    ['Overview', '/'],
    ['API Keys', '/keys'],
    ['API Keys, last page', `/keys?page=${lastPage}`],
    ['API Keys, by last use', '/keys?sort=-lastUsed'],
    ['API Keys, by creation', '/keys?sort=-created'],
    ['API Keys, by expiration', '/keys?sort=expires'],
    ['API Keys, by expiration, the last first', '/keys?sort=-expires'],
    ['API Keys, by status', '/keys?sort=status'],
    ['API Keys, active', '/keys?status=active'],
    ['API Keys, expired', '/keys?status=expired'],
    ['API Keys, one permission', '/keys?permission=mapper'],
    ['API Keys, searched by name', '/keys?q=key%20000042'],
    ['API Keys, searched by a part of a key', `/keys?q=${key.slice(0, 6)}`],
    ['Add API Key', '/keys/new'],
    ['API key', `/keys/${key}`],
    ['Edit API Key', `/keys/${key}/edit`],
    ['Datasets', '/datasets'],
    ['Add dataset', '/datasets/new'],
    ['Try a request', `/try?key=${key}`],
    ['Team', '/team'],
    ['Audit log', '/audit'],
    ['Webhooks', '/webhooks'],
    ['Settings', '/settings'],
    ['Account', '/account'],
    ['Operator: organizations', '/operator'],
    ['Operator: an organization', `/operator/organizations/${organization}`],
    ['Operator: permissions', '/operator/permissions'],
    ['Operator: a permission', '/operator/permissions/mapper'],
    ['Operator: contacts', '/operator/contacts'],
    ['Operator: audit log', '/operator/audit'],
  ]);
