import { settings } from '@/lib/platform/env/env';
import { newLinkToken } from '@/lib/platform/secrets/link-token';
import { DAY_MS } from '@/lib/platform/time/durations';

const LIFETIME_MS = 7 * DAY_MS;

/** The link of a new invitation, and what is stored of it. */
export function newInvitationLink(now: Date) {
  const { token, tokenHash } = newLinkToken();
  return {
    link: `${settings().portalUrl}/invitations/${token}`,
    stored: { tokenHash, expiresAt: new Date(now.getTime() + LIFETIME_MS) },
  };
}
