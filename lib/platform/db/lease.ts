/**
 * For so long after a heartbeat was sent that came back over the feed, a verifier trusts its memory. Longer ago, and
 * there may be changes that it has not heard of.
 */
export const LEASE_MS = 1_000;
