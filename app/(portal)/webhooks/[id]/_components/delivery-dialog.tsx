'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import type { DeliveryView } from '@/lib/features/webhooks/schema';
import { responseInWords } from '../../_components/webhook-words';
import { DeliveryStatusDot } from './delivery-status';

const Open = createContext<((delivery: DeliveryView) => void) | null>(null);

/** Opens one delivery with what is sent. */
export function useOpenDelivery(): (delivery: DeliveryView) => void {
  const open = useContext(Open);
  if (!open) throw new Error('useOpenDelivery needs DeliveryDialogs above it');
  return open;
}

export function DeliveryDialogs({ children }: { children: ReactNode }) {
  const [delivery, setDelivery] = useState<DeliveryView | null>(null);
  return (
    <Open value={setDelivery}>
      {children}
      {delivery && <DeliveryDialog delivery={delivery} onClose={() => setDelivery(null)} />}
    </Open>
  );
}

function DeliveryDialog({ delivery, onClose }: { delivery: DeliveryView; onClose: () => void }) {
  const { type, subjectName, messageId, at, status, last, attempts, lastAttemptAt, body } = delivery;
  return (
    <Dialog open wide onOpenChange={onClose} title={type}>
      <dl className="mb-4 grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-2 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-ink-3">
        {subjectName !== '' && (
          <>
            <dt>API key</dt>
            <dd>{subjectName}</dd>
          </>
        )}
        <dt>Time</dt>
        <dd>
          <Time at={at} />
        </dd>
        <dt>Status</dt>
        <dd>
          <DeliveryStatusDot status={status} />
        </dd>
        <dt>Response</dt>
        <dd>{last ? responseInWords(last) : 'No attempt yet'}</dd>
        <dt>Attempts</dt>
        <dd>
          {attempts.toLocaleString('en')}
          {lastAttemptAt && (
            <>
              , the last on <Time at={lastAttemptAt} />
            </>
          )}
        </dd>
        <dt>
          <code className="font-mono text-[0.8125rem]">webhook-id</code>
        </dt>
        <dd className="-my-1 flex items-center gap-1">
          <code className="font-mono text-[0.8125rem]">{messageId}</code>
          <CopyButton name="Copy webhook-id" value={messageId} done="webhook-id copied." />
        </dd>
      </dl>
      <CodeBlock label="body" code={body} />
      <DialogFooter>
        <DialogCancel>Close</DialogCancel>
      </DialogFooter>
    </Dialog>
  );
}
