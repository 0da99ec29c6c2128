import { createHash, randomBytes } from 'node:crypto';
import { settings } from '@/lib/platform/env/env';

const LIFETIME_MS = 7 * 24 * 3_600_000;

/** A link's three parts at its birth: what the reader gets, and what is stored. */
export function newLink(now: Date) {
  const token = randomBytes(32).toString('base64url');
  return {
    link: `${settings().portalUrl}/invitations/${token}`,
    stored: { tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + LIFETIME_MS) },
  };
}

/** The token is random enough that a plain hash can't be turned back. */
export const hashToken = (token: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(token).digest());
