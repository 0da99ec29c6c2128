/**
 * How long a verifier trusts its cache after it sent a heartbeat that came back over the feed. After that, there may be
 * changes that it hasn't received.
 */
export const LEASE_MS = 1_000;
