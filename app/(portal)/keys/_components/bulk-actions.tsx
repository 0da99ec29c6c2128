'use client';

import { Ban, CircleOff, Download, Play } from 'lucide-react';
import { useState } from 'react';
import { type Done, useServerAction } from '@/components/action/use-server-action';
import { ExportDialog } from '@/components/export/export-dialog';
import { useExport } from '@/components/export/use-export';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import type { BulkOutcome, KeyRow } from '@/lib/keys/schema';
import { disableMany, enableMany, revokeMany } from '../actions';
import { bulkInWords, type Deed } from './bulk-words';

const ACTIONS = { disable: disableMany, enable: enableMany, revoke: revokeMany };
const OPPOSITE = { disable: 'enable', enable: 'disable' } as const;
const NOUN = { one: 'key', many: 'keys' };

/** What can be done with several keys at once. */
export function BulkActions({ keys, onDone }: { keys: KeyRow[]; onDone: () => void }) {
  const [asked, setAsked] = useState(false);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [pending, runAction] = useServerAction();
  const exporting = useExport('/keys/export', NOUN);
  const ids = keys.map(({ id }) => id);
  const run = (which: Deed) => {
    setDeed(which);
    runAction(
      () => ACTIONS[which]({ ids }).finally(() => setAsked(false)),
      (outcomes) => doneWith(which, outcomes),
      onDone,
    );
  };
  const busy = (which: Deed) => ({ pending: pending && deed === which, disabled: pending && deed !== which });
  const many = keys.length === 1 ? '1 API key' : `${keys.length} API keys`;
  return (
    <>
      <Button icon={<CircleOff />} {...busy('disable')} onClick={() => run('disable')}>
        Disable
      </Button>
      <Button icon={<Play />} {...busy('enable')} onClick={() => run('enable')}>
        Enable
      </Button>
      <Button icon={<Ban />} {...busy('revoke')} onClick={() => setAsked(true)}>
        Revoke
      </Button>
      <Button
        icon={<Download />}
        pending={exporting.pending}
        onClick={() => exporting.start({ query: {}, ids })}
      >
        Export selected
      </Button>
      <AlertDialog
        open={asked}
        onOpenChange={setAsked}
        title={`Revoke ${many}`}
        description={
          <>
            Requests with {keys.length === 1 ? 'this key' : 'these keys'} fail at once and for good. They stay
            in the table, marked Revoked. To stop them for a while, disable them instead.
            <ul className="mt-3 max-h-40 list-disc overflow-y-auto pl-5 text-ink">
              {keys.map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ul>
          </>
        }
        confirm={keys.length === 1 ? 'Revoke' : `Revoke ${keys.length}`}
        tone="danger"
        pending={pending}
        onConfirm={() => run('revoke')}
      />
      <ExportDialog exporting={exporting} noun={NOUN} />
    </>
  );
}

/** Only what changed is changed back. */
function doneWith(which: Deed, outcomes: readonly BulkOutcome[]): Done {
  const { words, whole } = bulkInWords(which, outcomes);
  const said: Done = { words, tone: whole ? 'success' : 'warning' };
  const ids = outcomes.flatMap(({ id, outcome }) => (outcome === 'changed' ? [id] : []));
  if (which === 'revoke' || ids.length === 0) return said;
  const back = OPPOSITE[which];
  const many = ids.length === 1 ? '1 key was' : `${ids.length} keys were`;
  return { ...said, undo: { call: () => ACTIONS[back]({ ids }), done: `${many} ${back}d again.` } };
}
