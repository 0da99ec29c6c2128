import { describe, expect, it } from 'vitest';
import { addressProblem, readAddress } from './postgres-url';

const BASE = 'postgresql://keyport:se%20cret@db.example.com:6432/keyport';

describe('an address that is taken', () => {
  it.each([
    BASE,
    'postgres://keyport@db.example.com/keyport',
    'postgresql://keyport@[2001:db8::1]/keyport',
    `${BASE}?sslmode=verify-full&sslrootcert=/etc/keyport/ca.pem&sslcert=/c.pem&sslkey=/k.pem`,
    `${BASE}?application_name=ours&connect_timeout=3`,
    `${BASE}?schema=public`,
    'postgresql://keyport:secret@%2Fvar%2Frun%2Fpostgresql/keyport',
    'postgresql://keyport:secret@localhost/keyport?host=/var/run/postgresql',
    'postgresql://keyport:secret@/keyport?host=/var/run/postgresql&port=5433',
    'postgresql:///keyport?host=/var/run/postgresql',
  ])('%s', (address) => expect(addressProblem(address)).toBeNull());
});

describe('an address that is refused, by the name of what is wrong with it and without the rest', () => {
  it.each([
    ['mysql://db/keyport', 'PostgreSQL address'],
    ['db.example.com', 'PostgreSQL address'],
    ['', 'PostgreSQL address'],
    ['postgresql:///keyport', 'PostgreSQL address'],
    ['postgresql://keyport:secret@/keyport', 'PostgreSQL address'],
    [`${BASE}?options=-c%20statement_timeout%3D1`, 'parameter options'],
    [`${BASE}?schema=other`, 'parameter schema'],
    [`${BASE}?connection_limit=5`, 'set DATABASE_POOL'],
    [`${BASE}?pgbouncer=true`, 'parameter pgbouncer'],
    [`${BASE}?target_session_attrs=read-write`, 'parameter target_session_attrs'],
    [`${BASE}?query_timeout=1`, 'parameter query_timeout'],
    [`${BASE}?client_encoding=latin1`, 'parameter client_encoding'],
    [`${BASE}?ssl=true`, 'parameter ssl:'],
    [`${BASE}?sslmode=prefer`, 'sslmode of disable, require'],
    [`${BASE}?connect_timeout=0`, 'connect_timeout'],
    [`${BASE}?connect_timeout=soon`, 'connect_timeout'],
  ])('%s', (address, words) => {
    const problem = addressProblem(address);
    expect(problem).toContain(words);
    expect(problem).not.toMatch(/se%20cret|secret@|db\.example\.com:6432/);
  });
});

it('hands to the driver what the driver takes', () => {
  expect(readAddress(`${BASE}?sslmode=require&connect_timeout=3&schema=public`)).toEqual({
    connectionString: `${BASE}?sslmode=verify-full`,
    connectTimeoutMs: 3_000,
  });
  expect(readAddress('postgresql://k:p@/keyport?host=/run/pg')).toEqual({
    connectionString: 'postgresql://k:p@localhost/keyport?host=%2Frun%2Fpg',
    connectTimeoutMs: null,
  });
});
