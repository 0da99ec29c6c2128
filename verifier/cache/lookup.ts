import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Environment, KeyStatus, KeyType } from '@/lib/access/credentials/schema';
import { isVerifiable } from '@/lib/access/permissions/effect';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import type { CredentialFacts } from '@/lib/access/verdict/judge';
import { parseNetworks } from '@/lib/platform/network/address';
import { createBatchSlots } from './batch-slots';
import { openImportedLookup } from './imported-lookup';

/** A credential with everything that is needed to judge it and to say whose it is. */
export type CredentialEntry = {
  credentialId: string;
  /** 32 bytes as Latin-1: a million Buffers would take four times the memory. Null for a public key. */
  secretHash: string | null;
  facts: CredentialFacts;
  id: string;
  organizationId: string;
  externalId: string | null;
  /** The names of all permissions that the key holds, effective or not, separated by spaces. */
  permissionNames: string;
  /** The key's part of a VALID answer, as JSON in ASCII: built once here, not for each request. */
  answerJson: string;
};

/**
 * One round trip for several keys: the credential, terms and organization of each, and the permissions that it holds.
 */
const FIND = {
  name: 'find-credentials',
  text: `
    select c.id as credential_id, c.key, c.secret_hash, c.ends_at, c.ended,
      k.id, k.name, k.type, k.status, k.environment, k.expires_at, k.ip_ranges, k.rate_limit, k.rate_period,
      k.external_id, nullif(k.metadata, '{}')::text as metadata,
      o.id as organization_id, o.name as organization_name,
      array(select d.dataset_id::text from api_key_dataset d where d.api_key_id = k.id order by d.dataset_id) as datasets,
      coalesce((
        select string_agg(h.permission_name, ' ' order by h.permission_name)
        from api_key_permission h where h.api_key_id = k.id), '') as held,
      coalesce((
        select json_agg(json_build_object(
          'name', p.name,
          'granted', g.permission_name is not null,
          'allowedForPublicKeys', p.allowed_for_public_keys,
          'endpoints', (
            select coalesce(json_agg(json_build_object(
              'method', e.method, 'pattern', e.pattern, 'keyAlone', e.key_alone)), '[]')
            from permission_endpoint e where e.permission_name = p.name)) order by p.position, p.name)
        from api_key_permission h
        join permission p on p.name = h.permission_name
        left join permission_grant g on g.permission_name = p.name and g.organization_id = k.organization_id
        where h.api_key_id = k.id), '[]')::text as permissions
    from credential c
    join api_key k on k.id = c.api_key_id
    join organization o on o.id = k.organization_id
    where c.key = any($1::text[])`,
};

const FIND_KEY_ALONE_ENDPOINTS = {
  name: 'find-open-endpoints',
  text: 'select method, pattern, key_alone as "keyAlone" from permission_endpoint where key_alone',
};

const FIND_PREFIXES = { name: 'find-prefixes', text: 'select prefix from key_prefix' };

export type Row = {
  credential_id: string;
  key: string;
  secret_hash: Buffer | null;
  ends_at: Date | null;
  ended: boolean;
  id: string;
  name: string;
  type: KeyType;
  status: KeyStatus;
  environment: Environment;
  expires_at: Date | null;
  ip_ranges: string[];
  datasets: string[];
  rate_limit: number | null;
  rate_period: 'second' | 'minute' | 'day' | null;
  external_id: string | null;
  /** As JSON; null for none. */
  metadata: string | null;
  organization_id: string;
  organization_name: string;
  held: string;
  permissions: string;
};

export type Lookup = ReturnType<typeof openLookup>;

/** Queries PostgreSQL, with a bounded wait: what can't be looked up is answered with 503, never guessed. */
export function openLookup(pool: pg.Pool) {
  const findMany = async (keys: readonly string[]): Promise<(CredentialEntry | null)[]> => {
    const { rows } = await pool.query<Row>({ ...FIND, values: [keys] });
    const found = new Map(rows.map((row) => [row.key, toEntry(row)]));
    return keys.map((key) => found.get(key) ?? null);
  };
  // What is requested in one turn of the event loop is read together at its end. A verifier that has just started, or
  // has lost its cache, knows no key: then few queries run at a time, and waiting makes the next one larger instead of
  // adding more. Only the directory caches, since it receives changes.
  const readings = createBatchSlots(Math.max(1, (pool.options.max ?? 10) - KEPT_FREE), MAX_WAIT_MS);
  const loader = new DataLoader((keys: readonly string[]) => readings.use(() => findMany(keys)), {
    cache: false,
    maxBatchSize: MAX_KEYS,
    batchScheduleFn: readings.schedule,
  });
  return {
    ...openImportedLookup(pool, readings, MAX_KEYS),
    find: (key: string): Promise<CredentialEntry | null> => loader.load(key),
    /** The endpoints that a permission opens to a key without its secret. */
    async keyAloneEndpoints(): Promise<Endpoint[]> {
      const { rows } = await pool.query<Endpoint>(FIND_KEY_ALONE_ENDPOINTS);
      return rows;
    },
    /** The prefixes of all stored keys. */
    async prefixes(): Promise<ReadonlySet<string>> {
      const { rows } = await pool.query<{ prefix: string }>(FIND_PREFIXES);
      return new Set(rows.map(({ prefix }) => prefix));
    },
    async ping(): Promise<void> {
      await pool.query('select 1 from installation');
    },
  };
}

/** Connections for readiness and the endpoints, which are read alongside the keys. */
const KEPT_FREE = 2;
const MAX_KEYS = 500;
const MAX_WAIT_MS = 2_000;

/** A row as the directory caches it. @public The benchmarks weigh it. */
export function toEntry(row: Row): CredentialEntry {
  const facts = toFacts(row);
  return {
    credentialId: row.credential_id,
    secretHash: row.secret_hash?.toString('latin1') ?? null,
    facts,
    id: row.id,
    organizationId: intern(row.organization_id),
    externalId: row.external_id,
    permissionNames: intern(row.held),
    answerJson: asciiJson(toAnswer(row, facts)),
  };
}

function toFacts(row: Row): CredentialFacts {
  return {
    type: intern(row.type),
    status: intern(row.status),
    environment: intern(row.environment),
    expiresAt: row.expires_at?.getTime() ?? null,
    endsAt: row.ends_at?.getTime() ?? null,
    ended: row.ended,
    ipRanges: networksOf(row.ip_ranges.join(' ')),
    datasets: row.datasets.length === 0 ? NONE : row.datasets,
    permissions:
      row.type === 'public' ? publicKeyPermissions(row.permissions) : secretKeyPermissions(row.permissions),
    rate:
      row.rate_limit === null || row.rate_period === null
        ? null
        : { limit: row.rate_limit, period: row.rate_period },
  };
}

function toAnswer(
  row: Row,
  { type, environment, permissions, datasets, expiresAt, endsAt }: CredentialFacts,
) {
  const end = Math.min(expiresAt ?? Number.POSITIVE_INFINITY, endsAt ?? Number.POSITIVE_INFINITY);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    type,
    environment,
    organization: { id: row.organization_id, name: row.organization_name },
    permissions: [...permissions.keys()],
    datasets,
    // Of these credentials: after a roll, older ones end before the key does.
    expiresAt: Number.isFinite(end) ? new Date(end).toISOString() : null,
    ...(row.external_id !== null && { externalId: row.external_id }),
    ...(row.metadata !== null && { metadata: JSON.parse(row.metadata) }),
  };
}

/** Its length in characters is its length in bytes, and a socket takes it unchanged (RFC 8259 §7). */
const asciiJson = (value: object): string =>
  JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Shared by all rows that have none. */
const NONE: readonly string[] = [];

/** At most this many different values are memoized. Beyond that it starts over, which only costs memory. */
const MAX_MEMOIZED = 10_000;

/** Computes a value once for equal texts: most of a million keys have one of a few. */
function memoizeByText<Made>(make: (text: string) => Made): (text: string) => Made {
  const kept = new Map<string, Made>();
  return (text) => {
    let made = kept.get(text);
    if (made === undefined) {
      made = make(text);
      if (kept.size >= MAX_MEMOIZED) kept.clear();
      kept.set(text, made);
    }
    return made;
  };
}

/** Each row has strings of its own. */
const internedText = memoizeByText((text) => text);
const intern = <Text extends string>(text: Text): Text => internedText(text) as Text;

const networksOf = memoizeByText((text) => (text === '' ? [] : parseNetworks(text.split(' '))));

type HeldPermission = {
  name: string;
  granted: boolean;
  allowedForPublicKeys: boolean;
  endpoints: Endpoint[];
};

/** The permissions that a key is judged by, from the ones that it holds, as JSON. */
const judgedPermissions = (type: KeyType) =>
  memoizeByText((text): CredentialFacts['permissions'] => {
    const held: HeldPermission[] = JSON.parse(text);
    return new Map(
      held
        .filter((permission) => isVerifiable(permission, type))
        .map(({ name, endpoints }) => [name, endpoints]),
    );
  });
const publicKeyPermissions = judgedPermissions('public');
const secretKeyPermissions = judgedPermissions('secret');
