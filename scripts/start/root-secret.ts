import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../postgres/durable-file';
import { StartError } from '../postgres/start-error';

/**
 * The root secret of this data directory, generated at the first start. Losing it means new credentials for everyone.
 */
export function ensureRootSecret(dataDir: string): string {
  const file = join(dataDir, 'root-secret');
  if (!existsSync(file)) writeDurably(file, `${randomBytes(32).toString('hex')}\n`);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length >= 32) return secret;
  throw new StartError(
    `${file} is damaged: bring it back from a backup, since a new one would fit nothing stored.`,
  );
}
