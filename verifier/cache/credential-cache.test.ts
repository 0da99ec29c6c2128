import { expect, test } from 'vitest';
import { CredentialCache } from './credential-cache';
import { type Row, toEntry } from './lookup';

const BOUNDS = { bytes: 3_000, unknown: 3, unknownMs: 10_000 };

const entryOf = (key: string, id: string, organization = 'o', held = 'generator') => {
  const row: Row = {
    credential_id: key,
    key,
    secret_hash: null,
    ends_at: null,
    ended: false,
    id,
    name: id,
    type: 'public',
    status: 'active',
    environment: 'production',
    expires_at: null,
    ip_ranges: [],
    datasets: [],
    rate_limit: null,
    rate_period: null,
    external_id: null,
    metadata: null,
    organization_id: organization,
    organization_name: organization,
    held,
    permissions: '[]',
  };
  return toEntry(row);
};

function memoryOf(...held: Parameters<typeof entryOf>[]): CredentialCache {
  const memory = new CredentialCache(BOUNDS);
  for (const args of held) memory.putIfFresh(memory.openFence(), args[0], entryOf(...args));
  return memory;
}

const known = (memory: CredentialCache, ...keys: string[]) => keys.filter((key) => memory.get(key));

test('all credentials of an API key are forgotten together, and no other', () => {
  const memory = memoryOf(['old', 'k1'], ['new', 'k1'], ['other', 'k2']);
  memory.invalidate({ kind: 'key', id: 'k1' });
  expect(known(memory, 'old', 'new', 'other')).toEqual(['other']);
  expect(memory.size).toBe(1);
});

test('what was read again is forgotten again, by its key, its organization and its permissions', () => {
  const changes = [
    { kind: 'key', id: 'k1' },
    { kind: 'organization', id: 'o1' },
    { kind: 'permission', name: 'mapper' },
    { kind: 'everything' },
  ] as const;
  const memory = memoryOf();
  for (const change of [...changes, ...changes]) {
    for (const key of ['old', 'new'])
      memory.putIfFresh(memory.openFence(), key, entryOf(key, 'k1', 'o1', 'mapper'));
    memory.putIfFresh(memory.openFence(), 'new', entryOf('new', 'k1', 'o1', 'mapper'));
    expect(known(memory, 'old', 'new')).toEqual(['old', 'new']);
    memory.invalidate(change);
    expect(known(memory, 'old', 'new'), change.kind).toEqual([]);
    expect(memory.size).toBe(0);
  }
});

test('where it is full the oldest goes, and the rest can still be forgotten', () => {
  const memory = memoryOf(['old', 'k1'], ['new', 'k1'], ['other', 'k2'], ['last', 'k3']);
  expect(known(memory, 'old', 'new', 'other', 'last')).toEqual(['new', 'other', 'last']);
  memory.invalidate({ kind: 'key', id: 'k1' });
  expect(known(memory, 'new', 'other', 'last')).toEqual(['other', 'last']);
  memory.invalidate({ kind: 'key', id: 'k3' });
  expect(known(memory, 'other', 'last')).toEqual(['other']);
});

test('an entry that a change passed while it was read is not kept', () => {
  const memory = memoryOf();
  const fence = memory.openFence();
  memory.invalidate({ kind: 'key', id: 'k1' });
  expect(memory.putIfFresh(fence, 'old', entryOf('old', 'k1'))).toBe(false);
  expect(memory.get('old')).toBeUndefined();
});
