import type { KeyRow } from '@/lib/access/key-records/schema';

/** What most rows have in common. Nearly all have the same allowed operations. */
export const usualKey = (rows: readonly KeyRow[]): Partial<KeyRow> => ({
  description: '',
  type: 'secret',
  environment: 'production',
  state: 'active',
  origin: 'person',
  owner: null,
  revealed: true,
  allowedOperations: rows[0]?.allowedOperations ?? [],
  ineffectiveLabels: [],
  credentialsSince: null,
  lastUsedAt: null,
  expiresAt: null,
  expiresSoon: false,
  rotationDue: false,
  old: null,
});
