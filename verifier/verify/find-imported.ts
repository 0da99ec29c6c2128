import { readingsOf } from '@/lib/access/credentials/imported-token';
import { type Presented, prefixOfIdentifier } from '@/lib/access/credentials/token';
import type { ImportedTokens } from '@/verifier/cache/imported-tokens';

/** The identifier that an imported token stands for, and the hash that is to prove it; null of a pair without secret. */
type ImportedClaim = { key: string; secret: string | null; hashed: true };

/**
 * What was presented, as an imported token or pair; null if it is neither. Keyport's own form goes before: no imported
 * token begins like that.
 */
export function findImported(
  imported: ImportedTokens,
  presented: Presented,
): ImportedClaim | null | Promise<ImportedClaim | null> {
  if (imported.isCurrent() && imported.size === 0) return null;
  if (prefixOfIdentifier(presented.key) !== null) return null;
  const readings = readingsOf(presented);
  const tryFrom = (index: number): ImportedClaim | null | Promise<ImportedClaim | null> => {
    const reading = readings[index];
    if (!reading) return null;
    const found = imported.find(reading.hash);
    const claimOf = (found: Awaited<ReturnType<ImportedTokens['find']>>) => {
      const secret = found && reading.proofFor(found);
      return found && secret !== undefined
        ? { key: found.key, secret, hashed: true as const }
        : tryFrom(index + 1);
    };
    return found instanceof Promise ? found.then(claimOf) : claimOf(found);
  };
  return tryFrom(0);
}
