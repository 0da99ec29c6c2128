import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY_TYPES, type KeyType } from '@/lib/access/credentials/schema';
import { newSecret } from '@/lib/access/credentials/token';
import { createKey } from '@/lib/access/keys/create-key';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { keyForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

/** The catalogue of a new installation, as its documents say: what each permission lets through. */
const LETS_THROUGH: Record<string, string[]> = {
  generator: ['/v2/token/generate', '/v2/token/validate', '/v2/token/refresh'],
  mapper: ['/v3/identity/map', '/v2/identity/map', '/v2/identity/buckets'],
  sharer: ['/v2/key/sharing'],
  bidder: ['/v2/key/latest', '/v2/key/sharing', '/v2/key/bidstream'],
};
const KEY_ALONE = ['/v2/token/refresh'];
const FIT_FOR_PUBLIC = ['generator'];

const PERMISSIONS = Object.keys(LETS_THROUGH);
const ENDPOINTS = [...new Set(Object.values(LETS_THROUGH).flat())];
const SHOWN = ['key and secret', 'key alone'] as const;

/** What forward-auth answers with each code. */
const STATUS: Record<string, number> = {
  VALID: 200,
  NOT_FOUND: 401,
  SECRET_REQUIRED: 401,
  INSUFFICIENT_PERMISSIONS: 403,
};

function expected(permission: string, path: string, type: KeyType, shown: (typeof SHOWN)[number]): string {
  const named = LETS_THROUGH[permission]?.includes(path);
  const open = KEY_ALONE.includes(path);
  if (type === 'public') {
    // It has no secret, so that whatever comes as one is wrong.
    if (shown === 'key and secret') return 'NOT_FOUND';
    return named && open && FIT_FOR_PUBLIC.includes(permission) ? 'VALID' : 'INSUFFICIENT_PERMISSIONS';
  }
  if (shown === 'key alone' && !open) return 'SECRET_REQUIRED';
  return named ? 'VALID' : 'INSUFFICIENT_PERMISSIONS';
}

let actor: Actor;
let verifier: TestVerifier;
const keys = new Map<string, Reveal>();

beforeAll(async () => {
  [actor, verifier] = [await newActor(), await startVerifier()];
  for (const type of KEY_TYPES) {
    for (const permission of PERMISSIONS) keys.set(`${type} ${permission}`, await holder(type, permission));
  }
});
afterAll(() => verifier.stop());

/** A key that holds this permission alone; by hand in the database, where the portal would not give it. */
async function holder(type: KeyType, permission: string): Promise<Reveal> {
  const permissions =
    type === 'public' && !FIT_FOR_PUBLIC.includes(permission) ? ['generator'] : [permission];
  const key = await newKey(actor, { type, permissions });
  await prisma(database()).apiKeyPermission.updateMany({
    where: { apiKeyId: key.id },
    data: { permissionName: permission },
  });
  return key;
}

function holderOf(type: KeyType, permission: string): Reveal {
  const key = keys.get(`${type} ${permission}`);
  if (!key) throw new Error('No such key');
  return key;
}

const cells = KEY_TYPES.flatMap((type) =>
  PERMISSIONS.flatMap((permission) =>
    ENDPOINTS.flatMap((path) =>
      SHOWN.map((shown) => [type, permission, shown, path, expected(permission, path, type, shown)] as const),
    ),
  ),
);

describe('a key with one permission at one endpoint', () => {
  test('every cell is here', () => expect(cells).toHaveLength(2 * 4 * 9 * 2));

  test.each(cells)('%s, %s, %s, POST %s: %s', async (type, permission, shown, path, code) => {
    const key = holderOf(type, permission);
    const secret = shown === 'key and secret' ? (key.secret ?? newSecret('production')) : undefined;
    const verdict = await verifier.verify({ key: key.key, ...(secret && { secret }), method: 'POST', path });
    expect(verdict).toMatchObject({ code, valid: code === 'VALID' });

    const gateway = await fetch(`${verifier.url}/v1/forward-auth/nginx/production`, {
      headers: {
        'X-Original-Method': 'POST',
        'X-Original-URI': `${path}?at=gateway`,
        'X-API-Key': key.key,
        ...(secret && { 'X-API-Secret': secret }),
      },
    });
    expect(gateway.headers.get('X-Keyport-Code')).toBe(code);
    expect(gateway.status).toBe(STATUS[code]);
  });
});

describe('paths beside the endpoints match none of them', () => {
  const beside: [string, string][] = ENDPOINTS.flatMap((path) => [
    ['GET', path],
    ['post', path],
    ['POST', `${path}/`],
    ['POST', `${path}/more`],
    ['POST', path.toUpperCase()],
    ['POST', path.slice(0, path.lastIndexOf('/'))],
    ['POST', `${path.replace('/v', '//v')}`],
  ]);

  test.each(beside)('%s %s', async (method, path) => {
    const all = await allPermissions();
    const answer = await fetch(`${verifier.url}/v1/verify`, {
      method: 'POST',
      body: JSON.stringify({ key: all.key, secret: all.secret, method, path }),
    });
    // A method in small letters is none: the question itself is refused.
    if (method === 'post') expect(answer.status).toBe(400);
    else expect(await answer.json()).toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS' });
  });

  let made: Promise<Reveal> | undefined;
  const allPermissions = () => {
    made ??= newKey(actor, { permissions: PERMISSIONS });
    return made;
  };
});

test.each(PERMISSIONS)(
  'the portal gives %s to a public key only where it is fit for that',
  async (permission) => {
    const created = await createKey(actor, keyForm({ type: 'public', permissions: [permission] }));
    expect(created.ok).toBe(FIT_FOR_PUBLIC.includes(permission));
  },
);
