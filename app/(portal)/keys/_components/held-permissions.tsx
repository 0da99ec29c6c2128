'use client';

import { Badge } from '@/components/ui/badge';
import type { HeldPermission, KeyRow } from '@/lib/access/key-records/schema';

/** One line: the first permission, and how many more there are. One without effect comes first, and says so. */
export function HeldPermissions({
  apiKey,
}: {
  apiKey: Pick<KeyRow, 'permissionLabels' | 'ineffectiveLabels'>;
}) {
  const { permissionLabels, ineffectiveLabels } = apiKey;
  const effective = permissionLabels.filter((label) => !ineffectiveLabels.includes(label));
  const [first, ...rest] = [...ineffectiveLabels, ...effective];
  if (first === undefined) return <span className="none">None</span>;
  const inWords = (label: string) => (ineffectiveLabels.includes(label) ? `${label} (not effective)` : label);
  return (
    <div className="held">
      {ineffectiveLabels.includes(first) ? (
        <s data-tip={inWords(first)}>
          {first}
          <span className="sr-only"> (not effective)</span>
        </s>
      ) : (
        <span className="clip">{first}</span>
      )}
      {rest.length > 0 && (
        <button type="button" data-tip="" aria-label={`+${rest.length}: ${rest.map(inWords).join(', ')}`}>
          +{rest.length}
        </button>
      )}
    </div>
  );
}

/** A permission that a key holds. One without effect says so in words, not only by its color. */
export function HeldBadge({ permission: { label, effect } }: { permission: HeldPermission }) {
  if (effect === 'effective') return <Badge>{label}</Badge>;
  return <Badge tone="warning">{label} (not effective)</Badge>;
}
