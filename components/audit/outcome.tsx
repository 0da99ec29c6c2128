import { StatusDot } from '@/components/ui/status-dot';
import type { AuditOutcome } from '@/lib/platform/audit/schema';
import { OUTCOME_WORDS } from './audit-words';

export const Outcome = ({ outcome }: { outcome: AuditOutcome }) => (
  <StatusDot tone={outcome === 'success' ? 'good' : 'bad'}>{OUTCOME_WORDS[outcome]}</StatusDot>
);
