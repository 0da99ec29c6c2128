'use client';

import Link from 'next/link';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Dialog, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { AuditEventView, AuditOutcome } from '@/lib/platform/audit/schema';
import { actionInWords, OUTCOME_WORDS, reasonInWords } from './audit-words';
import { EventChanges } from './event-changes';

const Open = createContext<((event: AuditEventView) => void) | null>(null);

/** Opens one event with its old and new values. */
export function useOpenEvent(): (event: AuditEventView) => void {
  const open = useContext(Open);
  if (!open) throw new Error('useOpenEvent needs EventDialogs above it');
  return open;
}

export function EventDialogs({ children }: { children: ReactNode }) {
  const [event, setEvent] = useState<AuditEventView | null>(null);
  return (
    <Open value={setEvent}>
      {children}
      {event && <EventDialog event={event} onClose={() => setEvent(null)} />}
    </Open>
  );
}

function EventDialog({ event, onClose }: { event: AuditEventView; onClose: () => void }) {
  return (
    <Dialog open wide onOpenChange={onClose} title={actionInWords(event.action)}>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-2 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-ink-3">
        <dt>On</dt>
        <dd>
          <Subject event={event} />
        </dd>
        <dt>By</dt>
        <dd>{event.actorName}</dd>
        <dt>Time</dt>
        <dd>
          <Time at={event.at} />
        </dd>
        <dt>Address</dt>
        <dd className="font-mono text-[0.8125rem]">{event.address}</dd>
        <dt>Outcome</dt>
        <dd>
          <Outcome outcome={event.outcome} />
        </dd>
        {event.code && (
          <>
            <dt>Reason</dt>
            <dd>{reasonInWords(event.code)}</dd>
          </>
        )}
        <dt>Number</dt>
        <dd className="tabular-nums">{event.position}</dd>
      </dl>
      {event.changes.length > 0 && <EventChanges changes={event.changes} />}
      <DialogFooter>
        <DialogCancel>Close</DialogCancel>
      </DialogFooter>
    </Dialog>
  );
}

function Subject({ event }: { event: AuditEventView }) {
  const name = event.subjectName || '–';
  const address = addressOf(event);
  if (address === null) return name;
  return (
    <Link href={address} className="rounded-sm text-accent underline underline-offset-[3px]" prefetch={false}>
      {name}
    </Link>
  );
}

/** The screen of what the event is about; null if it has none, or is gone. */
function addressOf({ action, outcome, subjectType, subjectId }: AuditEventView): string | null {
  if (!subjectId || action.endsWith('.delete')) return null;
  if (subjectType === 'key') return `/keys/${subjectId}`;
  // A refusal to send a delivery again names the delivery.
  return subjectType === 'webhook' && outcome === 'success' ? `/webhooks/${subjectId}` : null;
}

export const Outcome = ({ outcome }: { outcome: AuditOutcome }) => (
  <StatusDot tone={outcome === 'success' ? 'good' : 'bad'}>{OUTCOME_WORDS[outcome]}</StatusDot>
);
