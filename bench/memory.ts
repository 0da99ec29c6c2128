import { randomUUID } from 'node:crypto';
import { hashSecret, newKey, newSecret } from '@/lib/keys/token';
import { Memory } from '@/verifier/memory';

/**
 * How much a million credentials weigh in a verifier's memory. Run with --expose-gc. Each entry is made as the lookup
 * makes it: strings of its own, permissions shared.
 */
const COUNT = 1_000_000;
const permissions = new Map([['generator', []]]);
const organizations = Array.from({ length: 1_000 }, () => ({ id: randomUUID(), name: 'Organization' }));
const SHOWN = {
  id: randomUUID(),
  type: 'secret',
  environment: 'production',
  permissions: ['generator'],
  datasets: [],
  expiresAt: null,
};
const noRanges: string[] = [];

/** As one that came over the wire: in one piece, not as the pieces that it was put together from. */
const received = (text: string) => Buffer.from(text, 'latin1').toString('latin1');

const collect = () => (globalThis as { gc?: () => void }).gc?.();
collect();
const before = process.memoryUsage().rss;
const memory = new Memory();
for (let i = 0; i < COUNT; i++) {
  const key = received(newKey('production'));
  const { id, name } = organizations[i % organizations.length] ?? { id: '', name: '' };
  memory.keep(memory.fence(), key, {
    credentialId: received(randomUUID()),
    secretHash: Buffer.from(hashSecret(newSecret('production'))).toString('latin1'),
    judged: {
      type: 'secret',
      status: 'active',
      environment: 'production',
      expiresAt: null,
      endsAt: null,
      ipRanges: noRanges,
      permissions,
      rate: null,
    },
    id: received(randomUUID()),
    organizationId: received(id),
    shown: received(JSON.stringify({ ...SHOWN, key, name: `Integration ${i}`, organization: { id, name } })),
  });
}
collect();
process.stdout.write(
  JSON.stringify({
    count: memory.size,
    mebibytes: Math.round((process.memoryUsage().rss - before) / 2 ** 20),
  }),
);
