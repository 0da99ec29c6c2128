import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { hashSecret } from '@/lib/access/credentials/secret-hash';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';

export type Pair = { key: string; secret: string };

/** This many keys of one organization, each with Generator, as the portal would have created them. */
export async function seedKeys(databaseUrl: string, count: number): Promise<Pair[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  const organization = randomUUID();
  await client.query(
    `insert into organization (id, name, name_fold, created_at) values ($1, 'Bench', $2, now())`,
    [organization, organization],
  );
  await client.query('insert into permission_grant values ($1, $2)', [organization, 'generator']);
  const pairs: Pair[] = [];
  for (let done = 0; done < count; done += 10_000) {
    const batch = Array.from({ length: Math.min(10_000, count - done) }, () => ({
      id: randomUUID(),
      key: newIdentifier('production'),
      secret: newSecret('production'),
    }));
    const ids = batch.map(({ id }) => id);
    await client.query(
      `insert into api_key (id, organization_id, name, name_fold, type, environment, status, ip_ranges, created_at)
       select id, $2, 'Key ' || id, id::text, 'secret', 'production', 'active', '{}', now() from unnest($1::uuid[]) as u(id)`,
      [ids, organization],
    );
    await client.query(
      `insert into api_key_permission select id, 'generator' from unnest($1::uuid[]) as u(id)`,
      [ids],
    );
    await client.query(
      `insert into credential (id, api_key_id, key, secret_hash, created_at)
       select gen_random_uuid(), id, key, hash, now() from unnest($1::uuid[], $2::text[], $3::bytea[]) as u(id, key, hash)`,
      [ids, batch.map(({ key }) => key), batch.map(({ secret }) => Buffer.from(hashSecret(secret)))],
    );
    pairs.push(...batch.map(({ key, secret }) => ({ key, secret })));
  }
  await client.query('analyze');
  await client.end();
  return pairs;
}
