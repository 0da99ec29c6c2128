import { CardSection } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { AuditAction, HistoryEvent } from '@/lib/platform/audit/schema';

const WORDS: Partial<Record<AuditAction, { done: string; refused: string }>> = {
  'key.create': { done: 'created it', refused: 'could not create it' },
  'key.import': { done: 'imported it', refused: 'could not import it' },
  'key.edit': { done: 'edited it', refused: 'could not edit it' },
  'key.reveal': { done: 'revealed its secret', refused: 'could not reveal its secret' },
  'key.roll': { done: 'rolled it', refused: 'could not roll it' },
  'key.block-old': { done: 'blocked the old credentials', refused: 'could not block the old credentials' },
  'key.disable': { done: 'disabled it', refused: 'could not disable it' },
  'key.enable': { done: 'enabled it', refused: 'could not enable it' },
  'key.revoke': { done: 'revoked it', refused: 'could not revoke it' },
};

export function History({ events }: { events: HistoryEvent[] }) {
  return (
    <CardSection title="History" flush>
      <ol className="divide-y divide-line-soft">
        {events.map((event) => (
          <li key={event.position} className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 px-4 py-2.5">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium">{event.actorName}</span> {wordsFor(event)}
            </span>
            <span className="text-sm text-ink-3">
              <Time at={event.at} /> from {event.address}
            </span>
          </li>
        ))}
      </ol>
    </CardSection>
  );
}

function wordsFor({ action, outcome, changed }: HistoryEvent): string {
  const words = WORDS[action];
  if (!words) return action;
  const what = changed.length > 0 ? `: ${changed.map((name) => FIELD_WORDS[name] ?? name).join(', ')}` : '';
  return (outcome === 'success' ? words.done : words.refused) + what;
}

const FIELD_WORDS: Record<string, string> = {
  name: 'name',
  description: 'description',
  permissions: 'permissions',
  expiresAt: 'expiration',
  ipRanges: 'IP ranges',
  rate: 'rate limit',
  datasets: 'datasets',
  usedIn: 'used in',
};
