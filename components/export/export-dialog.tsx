'use client';

import { useId } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogFooter } from '@/components/ui/dialog';
import type { ExportState } from './use-export';

const count = new Intl.NumberFormat('en-GB');

/** The progress of an export, which can be cancelled; or why there is no file. */
export function ExportDialog({ exporting, noun }: { exporting: ExportState; noun: { many: string } }) {
  const id = useId();
  const { state, cancel } = exporting;
  if (state.state === 'idle' || (state.state === 'running' && !state.slow)) return null;
  const failed = state.state === 'failed';
  return (
    <Dialog open onOpenChange={cancel} title={failed ? 'No file was saved' : `Exporting ${noun.many}`}>
      {failed ? (
        <Banner tone="bad" role="alert">
          {state.message}
        </Banner>
      ) : (
        <>
          <p id={id} className="mb-2 text-ink-2 tabular-nums">
            {state.progress
              ? `${count.format(state.progress.rows)} of ${count.format(state.progress.total)} ${noun.many}`
              : 'Looking them up…'}
          </p>
          <progress
            aria-labelledby={id}
            max={state.progress?.total || 1}
            value={state.progress?.rows}
            className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-chip [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-chip [&::-webkit-progress-value]:bg-accent"
          />
        </>
      )}
      <DialogFooter>
        <Button onClick={cancel}>{failed ? 'Close' : 'Cancel'}</Button>
      </DialogFooter>
    </Dialog>
  );
}
