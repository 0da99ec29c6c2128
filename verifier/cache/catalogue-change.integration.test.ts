import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const running: { stop(): Promise<void> | void }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});
async function verifier(options?: Parameters<typeof startVerifier>[0]): Promise<TestVerifier> {
  const started = await startVerifier(options);
  running.push(started);
  return started;
}

const present = ({ key, secret }: Reveal) => ({ key, secret });

describe('a change of the catalogue', () => {
  test('is read again for the keys that hold that permission, and for no others', async () => {
    const { verify, asked } = await verifier();
    const [bidder, sharer] = [
      await newKey(actor, { permissions: ['bidder'] }),
      await newKey(actor, { permissions: ['sharer'] }),
    ];
    const readings = async (key: Reveal) => {
      const before = asked();
      await verify(present(key));
      return asked() - before;
    };
    const announced = async (statement: string) => {
      await prisma(database()).$executeRawUnsafe(statement);
      // Whatever it announced would come before this.
      await newKey(actor);
    };
    await Promise.all([verify(present(bidder)), verify(present(sharer))]);
    await announced(
      `update permission set allowed_for_public_keys = not allowed_for_public_keys where name = 'bidder'`,
    );
    expect([await readings(bidder), await readings(sharer)]).toEqual([1, 0]);
    await announced(
      `update permission_endpoint set key_alone = not key_alone where permission_name = 'bidder'`,
    );
    expect([await readings(bidder), await readings(sharer)]).toEqual([1, 0]);
    // Words that people read, and statements that change nothing.
    await announced(`update permission set description = description || '.' where name = 'bidder'`);
    await announced(`update permission_endpoint set key_alone = true where permission_name = 'none'`);
    await announced(`delete from permission where name = 'none'`);
    expect([await readings(bidder), await readings(sharer)]).toEqual([0, 0]);
    await prisma(database()).$executeRawUnsafe(
      `update permission set allowed_for_public_keys = not allowed_for_public_keys where name = 'bidder'`,
    );
    await prisma(database()).$executeRawUnsafe(
      `update permission_endpoint set key_alone = not key_alone where permission_name = 'bidder'`,
    );
  });

  test('that makes a permission fit for public keys counts for a public key that holds it already', async () => {
    const { verify } = await verifier();
    const key = await newKey(actor, { type: 'public', permissions: ['generator'] });
    const refresh = { key: key.key, method: 'POST', path: '/v2/token/refresh' };
    const setFit = (fit: boolean) =>
      prisma(database()).permission.update({
        where: { name: 'generator' },
        data: { allowedForPublicKeys: fit },
      });
    expect(await verify(refresh)).toMatchObject({ code: 'VALID' });
    await setFit(false);
    await vi.waitUntil(async () => (await verify(refresh)).code === 'INSUFFICIENT_PERMISSIONS');
    await setFit(true);
    await vi.waitUntil(async () => (await verify(refresh)).code === 'VALID');
  });
});
