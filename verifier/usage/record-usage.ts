import type { UsageCollector } from '@/lib/access/usage/batch';
import { canonicalAddress } from '@/lib/platform/network/address';
import { nowMs } from '@/lib/platform/time/clock';
import type { Verdict } from '@/verifier/verify/verify';

/** Counts a verdict on an existing credential, and its use from this address if it was valid. */
export function recordUsage(
  usage: UsageCollector,
  verdict: Verdict,
  clientIp: string | null | undefined,
): void {
  if (!verdict.entry) return;
  const address = clientIp ? canonicalAddress(clientIp) : null;
  usage.add(verdict.entry.credentialId, verdict.code, address, nowMs());
}
