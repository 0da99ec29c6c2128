import { timingSafeEqual } from 'node:crypto';
import { type Db, database, inTransaction } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { hashLinkToken, newLinkToken } from '@/lib/platform/secrets/link-token';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { findSetupLink, hasAnyUser, lockFirstAccount, saveSetupLink } from './setup-store';

const LIFETIME_MS = HOUR_MS;

/**
 * A new first-run link, which replaces an older one; null once an account exists. The token is in the link's fragment,
 * which browsers never send to a server, so it appears in no proxy's log.
 */
export async function issueSetupLink(now: Date): Promise<string | null> {
  const { token, tokenHash } = newLinkToken();
  return inTransaction(async (db) => {
    await lockFirstAccount(db);
    if (await hasAnyUser(db)) return null;
    await saveSetupLink(db, { tokenHash, expiresAt: new Date(now.getTime() + LIFETIME_MS) });
    return `${settings().portalUrl}/setup#${token}`;
  });
}

export const isSetUp = (): Promise<boolean> => hasAnyUser(database());

/** Whether `token` is the current set-up link's. Call it after `lockFirstAccount`. */
export async function isSetupToken(db: Db, token: string, now: Date): Promise<boolean> {
  const link = await findSetupLink(db);
  return link !== null && link.expiresAt > now && timingSafeEqual(link.tokenHash, hashLinkToken(token));
}
