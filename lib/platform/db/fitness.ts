import type pg from 'pg';

/** Why a database can't be used or brought up to date. The message is one line for the operator. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

const OLDEST_VERSION = 150_000;

type Facts = {
  version: number;
  versionName: string;
  encoding: string;
  standby: boolean;
  hasPublic: boolean;
  mayCreate: boolean;
  isMigrated: boolean;
  stranger: string | null;
  role: string;
  database: string;
};

const UNKNOWN_AUTHORITY = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
];

/** In the words of PostgreSQL or of the network, without the address, which holds a password. */
export function unreachable(error: NodeJS.ErrnoException): MigrationError {
  const code = error.code ?? '';
  const hint = UNKNOWN_AUTHORITY.includes(code)
    ? '. Name the authority that signed its certificate: sslrootcert=/path/to/ca.pem in DATABASE_URL, or NODE_EXTRA_CA_CERTS'
    : '';
  const words = `${error.message || code}${hint}`;
  return new MigrationError(`The database of DATABASE_URL can't be used: ${words}.`, { cause: error });
}

/** Checks whether Keyport can use this database, before changing anything in it. */
export async function requireFit(connection: pg.Client): Promise<void> {
  const { rows } = await connection.query<Facts>(FACTS);
  const problem = rows[0] && problemOf(rows[0]);
  if (problem) throw new MigrationError(`The database of DATABASE_URL can't be used: ${problem}.`);
}

export function problemOf(facts: Facts): string | null {
  const { role, database } = facts;
  if (facts.version < OLDEST_VERSION) {
    return `its server is PostgreSQL ${facts.versionName}, and Keyport needs 15 or later`;
  }
  // Anything else can't hold every name, or sorts and compares names byte by byte.
  if (facts.encoding !== 'UTF8') {
    return `its encoding is ${facts.encoding}. Make one with: create database keyport encoding 'UTF8' template template0`;
  }
  if (facts.standby) return 'its server is a standby, which only reads. Name the primary';
  if (!facts.hasPublic) return 'it has no schema public. Make it with: create schema public';
  if (facts.isMigrated) return null;
  if (facts.stranger !== null) {
    return `its schema public holds the table ${facts.stranger} of another program. Give Keyport a database of its own`;
  }
  if (!facts.mayCreate) {
    return `the role ${role} may not create tables in it. Allow it with: grant create on schema public to ${role}, or make ${role} the owner of ${database}`;
  }
  return null;
}

const FACTS = `
  select current_setting('server_version_num')::int as version,
    current_setting('server_version') as "versionName",
    current_setting('server_encoding') as encoding,
    pg_is_in_recovery() as standby,
    to_regnamespace('public') is not null as "hasPublic",
    coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false) as "mayCreate",
    to_regclass('public._prisma_migrations') is not null as "isMigrated",
    (select c.relname from pg_class c
      where c.relnamespace = to_regnamespace('public') and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname limit 1) as stranger,
    quote_ident(current_user) as role,
    quote_ident(current_database()) as database`;
