'use client';

import { ScrollText } from 'lucide-react';
import { auditColumns } from '@/components/audit/audit-columns';
import { auditTable } from '@/components/audit/audit-definition';
import { OUTCOME_WORDS, operatorActionOptions } from '@/components/audit/audit-words';
import { EventDialogs } from '@/components/audit/event-dialog';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { AUDIT_OUTCOMES, type AuditPage } from '@/lib/platform/audit/schema';

export function OperatorLog({ page }: { page: AuditPage }) {
  return (
    <EventDialogs>
      <DataTable
        definition={auditTable}
        label="Audit log"
        noun={{ one: 'event', many: 'events' }}
        columns={auditColumns}
        rows={page.rows}
        rowId={(event) => String(event.position)}
        total={page.total}
        searchLabel="Search person, name or address"
        filters={[
          { name: 'action', label: 'Action', options: operatorActionOptions },
          {
            name: 'outcome',
            label: 'Outcome',
            options: AUDIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
          },
        ]}
        empty={
          <EmptyState icon={<ScrollText />} title="Nothing has happened yet.">
            Changes to the catalogue and the contact text are recorded here, and forged requests.
          </EmptyState>
        }
      />
    </EventDialogs>
  );
}
