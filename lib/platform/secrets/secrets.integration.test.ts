import { describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { checkRootSecret } from './check-root-secret';
import { seal, unseal } from './seal';

describe('a sealed value', () => {
  test('opens for its own row', () => {
    expect(unseal(seal('JBSWY3DPEHPK3PXP', 'authenticator:1'), 'authenticator:1')).toBe('JBSWY3DPEHPK3PXP');
  });

  test('does not open for another row, nor when a bit of it was changed, and is never twice the same', () => {
    const sealed = seal('JBSWY3DPEHPK3PXP', 'authenticator:1');
    expect(() => unseal(sealed, 'authenticator:2')).toThrow();
    for (const index of [0, 12, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => unseal(changed, 'authenticator:1')).toThrow();
    }
    expect(seal('same', 'row')).not.toEqual(seal('same', 'row'));
  });
});

test('a start with another root secret is stopped', async () => {
  await checkRootSecret();
  await checkRootSecret();
  await prisma(database()).installation.update({
    where: { id: 1 },
    data: { secretCheck: new Uint8Array(32) },
  });
  await expect(checkRootSecret()).rejects.toThrow('KEYPORT_SECRET');
});
