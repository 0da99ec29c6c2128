import { query } from './database';
import type { Keyport } from './keyport';
import { newKey, utc } from './keys';
import type { Person } from './person';
import { DAY, HOUR, MINUTE } from './times';

const LONG_NAME = 'Token server for the European newsletter exchange, second cluster, blue deployment';
const ALL = ['generator', 'mapper', 'sharer', 'bidder'];

/** Keys of every kind that the table has to fit. */
export async function insertKeyScene(keyport: Keyport, ada: Person): Promise<void> {
  const now = keyport.clock.now().getTime();
  const set = (id: string, values: string) =>
    query(keyport, `update api_key set ${values} where id = $1`, [id]);
  const use = (id: string, at: number, address = '203.0.113.7') =>
    query(
      keyport,
      `insert into credential_use (credential_id, at, address)
       select id, $2, $3 from credential where api_key_id = $1 and replaced_at is null`,
      [id, new Date(at), address],
    );
  // The longest dates in a list: "22 Sept 2027".
  const long = await newKey(ada, {
    name: LONG_NAME,
    description: 'Frankfurt and Dublin, two hosts each; ask Jonas before it is touched',
    permissions: ALL,
    expiration: { local: '2035-09-22T12:00', zone: 'UTC' },
  });
  await set(long.id, `created_at = '2025-09-22T12:00Z'`);
  await use(long.id, now - 4 * MINUTE);

  const rolled = await newKey(ada, { name: 'Bidder – us-east', permissions: ['bidder', 'sharer'] });
  await use(rolled.id, now - 4 * MINUTE);
  await query(keyport, `update credential set replaced_at = $2, ends_at = $3 where api_key_id = $1`, [
    rolled.id,
    new Date(now - HOUR),
    new Date(now + 11 * HOUR),
  ]);
  await query(
    keyport,
    `insert into credential (id, api_key_id, key, secret_hash, created_at)
     values (gen_random_uuid(), $1, 'kp_live_' || substr(translate(gen_random_uuid()::text, '-', ''), 1, 22), 'x', $2)`,
    [rolled.id, new Date(now - HOUR)],
  );

  const soon = await newKey(ada, {
    name: 'Reporting',
    description: 'BigQuery export',
    expiration: utc(new Date(now + 11 * DAY)),
  });
  await use(soon.id, now - 2 * HOUR);
  const due = await newKey(ada, { name: 'Nightly CRM match', description: 'Airflow, 02:00 UTC' });
  await set(due.id, `created_at = now() - interval '400 days'`);
  await query(
    keyport,
    `update credential set created_at = now() - interval '400 days' where api_key_id = $1`,
    [due.id],
  );
  await use(due.id, now - 6 * HOUR);
  const test = await newKey(ada, {
    name: 'CI',
    environment: 'integration',
    permissions: ['generator', 'mapper'],
  });
  await set(test.id, `created_at = '2025-09-22T12:00Z'`);
  const off = await newKey(ada, { name: 'Partner sandbox', permissions: ['sharer'], status: 'disabled' });
  await use(off.id, now - 140 * DAY);
  const gone = await newKey(ada, { name: 'Legacy reporting job', permissions: ['mapper'] });
  await set(gone.id, `status = 'revoked'`);
  const ended = await newKey(ada, { name: 'Agency hand-over', permissions: ['sharer'] });
  await set(ended.id, `expires_at = now() - interval '2 days'`);
  await newKey(ada, { name: 'Android app', type: 'public', description: 'Play Store build' });
}
