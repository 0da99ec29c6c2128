import { randomBytes } from 'node:crypto';
import { importFile } from '@/lib/features/key-import/import-file';
import { importKeys } from '@/lib/features/key-import/import-keys';
import { readRows } from '@/lib/features/key-import/read-rows';
import type { RefusedRow } from '@/lib/features/key-import/schema';
import { COMMAND_LINE } from '@/lib/platform/audit/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';

/** A token as another system may have issued it. */
export const newToken = (): string => `legacy_${randomBytes(18).toString('base64url')}`;

/** The values of a row that can be taken, with changes. */
export const importRow = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  token: 'token' in more || 'tokenSha256' in more || 'key' in more ? undefined : newToken(),
  name: `Imported ${randomBytes(6).toString('hex')}`,
  permissions: ['generator'],
  environment: 'production',
  ...more,
});

/** What `npm run admin -- import` would do with a file of these lines. */
export async function importText(
  actor: { organization: { name: string } },
  text: string,
  { dryRun = false, notify = false } = {},
) {
  const refused: RefusedRow[] = [];
  const chunks = (async function* () {
    yield text;
  })();
  const result = await importFile(readRows(chunks), {
    importBatch: (rows, before) =>
      importKeys(COMMAND_LINE, { target: { name: actor.organization.name }, rows, dryRun, notify, before }),
    onBatch: (batch) => refused.push(...batch.refused),
  });
  if (!result.ok) throw new Error(result.code);
  const { imported, already } = result.value;
  return { imported, already, refused };
}

export const importRows = (
  actor: { organization: { name: string } },
  rows: readonly Record<string, unknown>[],
  options = {},
) => importText(actor, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), options);

/** Imports one key, and returns its id and the identifier that it got. */
export async function importKey(
  actor: { organization: { id: string; name: string } },
  values: Record<string, unknown> = {},
): Promise<{ id: string; key: string; row: Record<string, unknown> }> {
  const row = importRow(values);
  const { refused } = await importRows(actor, [row]);
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  const found = await prisma(database()).credential.findFirstOrThrow({
    where: { apiKey: { name: String(row.name), organizationId: actor.organization.id } },
    select: { key: true, apiKeyId: true },
  });
  return { id: found.apiKeyId, key: found.key, row };
}
