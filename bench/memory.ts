import { randomUUID } from 'node:crypto';
import { hashSecret } from '@/lib/access/credentials/secret-hash';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';
import { CredentialCache } from '@/verifier/cache/credential-cache';
import { type Row, toEntry } from '@/verifier/cache/lookup';

/** How much memory a verifier's process takes for a million credentials, made of rows as they come from PostgreSQL. */
const COUNT = 1_000_000;
const organizations = Array.from({ length: 1_000 }, () => randomUUID());

/** As what came over the wire: a string of its own, in one piece and not as the pieces that it was put together from. */
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
// The whole process at its largest, Node.js included.
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ count: memory.size, mebibytes }));
