'use client';

import { cx } from 'class-variance-authority';
import { canBlockSafely, graceInWords } from '@/components/keys/grace-words';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { CredentialView, KeyDetail, OldCredential } from '@/lib/access/key-records/schema';

type CredentialsProps = {
  apiKey: KeyDetail;
  /** Those of its identifiers for which clients present an imported token. */
  imported: readonly string[];
};

export function Credentials({ apiKey, imported }: CredentialsProps) {
  const { ask } = useKeyDialogs();
  return (
    <CardSection title="Credentials" flush>
      {apiKey.old && <Grace old={apiKey.old} />}
      <ul className="divide-y divide-line-soft">
        {apiKey.credentials.map((credential) => (
          <li
            key={credential.id}
            className="flex gap-x-4 gap-y-2 px-4 py-3 max-sm:flex-col max-sm:items-start sm:items-center"
          >
            <div className="min-w-0 flex-1">
              <div className="flex items-center gap-1">
                <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{credential.key}</code>
                <CopyButton name="Copy key" value={credential.key} done="Key copied." />
                {imported.includes(credential.key) && <Badge>Imported</Badge>}
              </div>
              {imported.includes(credential.key) && (
                <p className="text-sm text-ink-2">
                  Clients present the credentials that another system issued. Keyport lists them under this
                  key.
                </p>
              )}
              <p className="text-sm text-ink-3">
                Made <Time at={credential.createdAt} />, <LastUse credential={credential} />
              </p>
            </div>
            <Standing credential={credential} />
            {apiKey.allowedOperations.includes('stop') && credential.id === apiKey.old?.id && (
              <Button size="small" onClick={() => ask('block-old', apiKey.id)}>
                Block old now
              </Button>
            )}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

/** The sum of what the two say. */
function Grace({ old }: { old: OldCredential }) {
  const now = useNow();
  return (
    <p
      className={cx(
        'border-b border-line-soft px-4 py-2.5',
        canBlockSafely(old, now) ? 'text-ink-2' : 'bg-warning-ground text-warning',
      )}
      suppressHydrationWarning
    >
      {graceInWords(old, now)}.
    </p>
  );
}

function LastUse({ credential }: { credential: CredentialView }) {
  if (!credential.lastUsedAt) return 'never used';
  return (
    <>
      last used <Time at={credential.lastUsedAt} form="relative" />
      {credential.lastUsedAddress && ` from ${credential.lastUsedAddress}`}
    </>
  );
}

function Standing({ credential }: { credential: CredentialView }) {
  if (credential.current) {
    return <StatusDot tone={credential.working ? 'good' : 'off'}>Current</StatusDot>;
  }
  if (!credential.working || !credential.endsAt) return <StatusDot tone="off">Ended</StatusDot>;
  return (
    <StatusDot tone="warning">
      Works until <Time at={credential.endsAt} />
    </StatusDot>
  );
}
