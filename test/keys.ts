import { randomUUID } from 'node:crypto';
import { formatMetadata } from '@/lib/access/key-records/metadata-schema';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { createKey } from '@/lib/access/keys/create-key';
import { getKey } from '@/lib/access/keys/list-keys';
import type { CreateKey, EditKey, Reveal, RollKey } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';

export const NO_TIME = { local: '', zone: 'UTC' };
const NO_RATE = { limit: '', period: 'minute' } as const;

/** What the form sends when only a name was typed and Generator was ticked. */
export const keyForm = (more: Partial<CreateKey> = {}): CreateKey => ({
  name: `Key ${randomUUID()}`,
  description: '',
  type: 'secret',
  environment: 'production',
  permissions: ['generator'],
  expiration: NO_TIME,
  ipRanges: '',
  everyone: false,
  rate: NO_RATE,
  datasets: [],
  usedIn: '',
  externalId: '',
  metadata: '',
  status: 'active',
  idempotencyKey: randomUUID(),
  ...more,
});

export async function newKey(actor: Actor, more: Partial<CreateKey> = {}): Promise<Reveal> {
  const created = await createKey(actor, keyForm(more));
  if (!created.ok || created.value.kind !== 'created') throw new Error(JSON.stringify(created));
  return created.value.reveal;
}

export async function requireKey(actor: Actor, id: string): Promise<KeyDetail> {
  const key = await getKey(actor, id);
  if (!key) throw new Error(`No key ${id}`);
  return key;
}

/** The edit form of a key with its initial values. */
export async function editForm(actor: Actor, id: string, more: Partial<EditKey> = {}): Promise<EditKey> {
  const key = await requireKey(actor, id);
  return {
    id,
    version: key.version,
    name: key.name,
    description: key.description,
    permissions: key.permissions.map(({ name }) => name),
    expiration: { local: key.expiresAt?.slice(0, 16) ?? '', zone: 'UTC' },
    ipRanges: key.ipRanges.join('\n'),
    everyone: false,
    datasets: key.datasets.map(({ id }) => id),
    usedIn: key.usedIn,
    externalId: key.externalId ?? '',
    metadata: formatMetadata(key.metadata),
    rate: key.rate ? { ...key.rate, limit: String(key.rate.limit) } : NO_RATE,
    ...more,
  };
}

/** The roll panel of a key with its initial values and a passcode. */
export async function rollForm(
  actor: Actor,
  id: string,
  passcode: string,
  more: Partial<RollKey> = {},
): Promise<RollKey> {
  const { credentialId } = await requireKey(actor, id);
  return { id, credentialId, grace: '12h', date: NO_TIME, passcode, ...more };
}
