import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { database, inTransaction, type Queries } from '@/lib/platform/db/client';
import { settings } from '@/lib/platform/env/env';

const LIFETIME_MS = 3_600_000;

/**
 * A new first-run link, which replaces an older one; null once there is an account. The token stands in
 * the link's fragment, which browsers send to no server, so that no proxy's log holds it.
 */
export async function issueSetupLink(now: Date): Promise<string | null> {
  const token = randomBytes(24).toString('base64url');
  const row = { tokenHash: hash(token), expiresAt: new Date(now.getTime() + LIFETIME_MS) };
  return inTransaction(async (queries) => {
    await lockFirstAccount(queries);
    if ((await queries.user.count()) > 0) return null;
    await queries.setupLink.upsert({ where: { id: 1 }, create: { id: 1, ...row }, update: row });
    return `${settings().portalUrl}/setup#${token}`;
  });
}

export async function isSetUp(): Promise<boolean> {
  return (await database().user.findFirst({ select: { id: true } })) !== null;
}

/** Whether `token` opens the set-up now. Call it under `lockFirstAccount`. */
export async function opensSetup(queries: Queries, token: string, now: Date): Promise<boolean> {
  const link = await queries.setupLink.findUnique({ where: { id: 1 } });
  return link !== null && link.expiresAt > now && timingSafeEqual(link.tokenHash, hash(token));
}

/** Serializes whatever makes the first account, so that only one of two at once can be the first. */
export async function lockFirstAccount(queries: Queries): Promise<void> {
  await queries.$executeRaw`select pg_advisory_xact_lock(5820391147)`;
}

/** The link dies in the transaction that makes the first account, whichever way it is made. */
export async function closeSetup(queries: Queries): Promise<void> {
  await queries.setupLink.deleteMany({});
}

const hash = (token: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(token).digest());
