'use client';

import { Ban, CircleOff, Download, Play } from 'lucide-react';
import { useState } from 'react';
import { type Done, useServerAction } from '@/components/action/use-server-action';
import { ExportDialog } from '@/components/export/export-dialog';
import { useExport } from '@/components/export/use-export';
import { Button } from '@/components/ui/button';
import type { KeyRow } from '@/lib/access/key-records/schema';
import type { BulkOutcome } from '@/lib/access/keys/schema';
import { disableMany, enableMany, revokeMany } from '../actions';
import { BulkRevokeDialog } from './bulk-revoke-dialog';
import { type BulkOperation, bulkInWords, isRevocable } from './bulk-words';

const ACTIONS = { disable: disableMany, enable: enableMany, revoke: revokeMany };
const OPPOSITE = { disable: 'enable', enable: 'disable' } as const;
const NOUN = { one: 'key', many: 'keys' };

/** What can be done with several keys at once. */
export function BulkActions({ keys, onDone }: { keys: KeyRow[]; onDone: () => void }) {
  const [asked, setAsked] = useState(false);
  const [operation, setOperation] = useState<BulkOperation | null>(null);
  const [pending, runAction] = useServerAction();
  const exporting = useExport('/keys/export', NOUN);
  const run = (which: BulkOperation, chosen: KeyRow[] = keys) => {
    setOperation(which);
    runAction(
      () => ACTIONS[which]({ ids: chosen.map(({ id }) => id) }).finally(() => setAsked(false)),
      (outcomes) => doneWith(which, outcomes),
      onDone,
    );
  };
  const busy = (which: BulkOperation) => ({
    pending: pending && operation === which,
    disabled: pending && operation !== which,
  });
  return (
    <>
      <Button icon={<CircleOff />} {...busy('disable')} onClick={() => run('disable')}>
        Disable
      </Button>
      <Button icon={<Play />} {...busy('enable')} onClick={() => run('enable')}>
        Enable
      </Button>
      <Button
        icon={<Ban />}
        {...busy('revoke')}
        disabled={!keys.some(isRevocable) || busy('revoke').disabled}
        onClick={() => setAsked(true)}
      >
        Revoke
      </Button>
      <Button
        icon={<Download />}
        pending={exporting.pending}
        onClick={() => exporting.start({ query: {}, ids: keys.map(({ id }) => id) })}
      >
        Export selected
      </Button>
      {asked && (
        <BulkRevokeDialog
          keys={keys}
          pending={pending}
          onClose={() => setAsked(false)}
          onConfirm={() => run('revoke', keys.filter(isRevocable))}
        />
      )}
      <ExportDialog exporting={exporting} noun={NOUN} />
    </>
  );
}

/** Undo reverses only what changed. */
function doneWith(which: BulkOperation, outcomes: readonly BulkOutcome[]): Done {
  const { words, whole } = bulkInWords(which, outcomes);
  const said: Done = { words, tone: whole ? 'success' : 'warning' };
  const ids = outcomes.flatMap(({ id, outcome }) => (outcome === 'changed' ? [id] : []));
  if (which === 'revoke' || ids.length === 0) return said;
  const back = OPPOSITE[which];
  const many = ids.length === 1 ? '1 key was' : `${ids.length} keys were`;
  return { ...said, undo: { call: () => ACTIONS[back]({ ids }), done: `${many} ${back}d again.` } };
}
