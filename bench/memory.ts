import { randomUUID } from 'node:crypto';
import { hashSecret } from '@/lib/access/credentials/secret-hash';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';
import { CredentialCache, MEBIBYTE } from '@/verifier/cache/credential-cache';
import { type Row, toEntry } from '@/verifier/cache/lookup';

/**
 * How much memory a verifier's process needs for so many credentials, created from rows as PostgreSQL returns them. With
 * "metadata" each has as much of it as a key can have.
 */
const [count = '1000000', kind] = process.argv.slice(2);
const organizations = Array.from({ length: 1_000 }, () => randomUUID());

/** Like text from the network: a string of its own, in one piece and not a rope of its parts. */
const received = <Text extends string>(text: Text) => Buffer.from(text, 'latin1').toString('latin1') as Text;

const row = (i: number): Row => ({
  credential_id: received(randomUUID()),
  key: received(newIdentifier('production')),
  secret_hash: Buffer.from(hashSecret(newSecret('production'))),
  ends_at: null,
  ended: false,
  id: received(randomUUID()),
  name: received(`Integration ${i}`),
  type: received('secret'),
  status: received('active'),
  environment: received('production'),
  expires_at: null,
  ip_ranges: [],
  datasets: [],
  rate_limit: null,
  rate_period: null,
  external_id: kind === 'metadata' ? received(`customer-${i}`) : null,
  metadata: kind === 'metadata' ? received(JSON.stringify({ note: `${i} ${'x'.repeat(4_000)}` })) : null,
  organization_id: received(organizations[i % organizations.length] ?? ''),
  organization_name: received('Organization'),
  held: received('generator'),
  permissions: received('[{"name":"generator","granted":true,"allowedForPublicKeys":true,"endpoints":[]}]'),
});

const memory = new CredentialCache({ bytes: 4_096 * MEBIBYTE });
for (let i = 0; i < Number(count); i++) {
  const read = row(i);
  memory.putIfFresh(memory.openFence(), received(read.key), toEntry(read));
}
// The peak of the whole process, Node.js included.
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  JSON.stringify({ count: memory.size, mebibytes, counted: Math.round(memory.bytes / MEBIBYTE) }),
);
