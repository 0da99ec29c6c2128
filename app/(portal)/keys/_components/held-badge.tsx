import { Badge } from '@/components/ui/badge';
import type { HeldPermission } from '@/lib/access/key-records/schema';

/** A permission that a key holds. One without effect says so in words, not only by its color. */
export function HeldBadge({ permission: { label, effect } }: { permission: HeldPermission }) {
  if (effect === 'effective') return <Badge>{label}</Badge>;
  return <Badge tone="warning">{label} (not effective)</Badge>;
}
