import { randomUUID } from 'node:crypto';
import { hashSecret } from '@/lib/access/credentials/secret-hash';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';
import { CredentialCache } from '@/verifier/cache/credential-cache';
import { type Row, toEntry } from '@/verifier/cache/lookup';

/**
 * How much memory a verifier's process needs for a million credentials, created from rows as PostgreSQL returns them.
 */
const COUNT = 1_000_000;
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
  organization_id: received(organizations[i % organizations.length] ?? ''),
  organization_name: received('Organization'),
  held: received('generator'),
  permissions: received('[{"name":"generator","granted":true,"allowedForPublicKeys":true,"endpoints":[]}]'),
});

const memory = new CredentialCache();
for (let i = 0; i < COUNT; i++) {
  const read = row(i);
  memory.putIfFresh(memory.openFence(), received(read.key), toEntry(read));
}
// The peak of the whole process, Node.js included.
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ count: memory.size, mebibytes }));
