'use client';

import { ScrollText } from 'lucide-react';
import { auditColumns } from '@/components/audit/audit-columns';
import { auditTable, toAuditQuery } from '@/components/audit/audit-definition';
import { actionOptions, areaOptions, OUTCOME_WORDS } from '@/components/audit/audit-words';
import { EventDialogs, useOpenEvent } from '@/components/audit/event-dialog';
import { DataTable } from '@/components/data-table/data-table';
import { TimeFilter } from '@/components/data-table/time-filter';
import { ExportButton } from '@/components/export/export-button';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { AUDIT_OUTCOMES, type AuditEventView, type AuditPage } from '@/lib/platform/audit/schema';

const NOUN = { one: 'event', many: 'events' };

export function AuditLog({ page }: { page: AuditPage }) {
  return (
    <EventDialogs>
      <DataTable
        definition={auditTable}
        label="Audit log"
        noun={NOUN}
        columns={auditColumns}
        rows={page.rows}
        rowId={(event) => String(event.position)}
        total={page.total}
        searchLabel="Search person, name or address"
        filters={[
          { name: 'area', label: 'Area', options: areaOptions },
          { name: 'action', label: 'Action', options: actionOptions },
          {
            name: 'outcome',
            label: 'Outcome',
            options: AUDIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
          },
        ]}
        otherFilter={({ query, filter }) => (
          <TimeFilter
            label="Time span"
            value={query.filters.time?.[0] ?? null}
            onChange={(value) => filter('time', value === null ? [] : [value])}
          />
        )}
        toolbar={({ query, narrowed }) => (
          <ExportButton
            address="/audit/export"
            noun={NOUN}
            all={{}}
            narrowed={narrowed ? { question: toAuditQuery(query), total: page.total } : null}
          />
        )}
        actions={(event) => <Details event={event} />}
        empty={
          <EmptyState icon={<ScrollText />} title="Nothing has happened yet.">
            Every change to your organization's keys and people is recorded here, and every refusal.
          </EmptyState>
        }
      />
    </EventDialogs>
  );
}

function Details({ event }: { event: AuditEventView }) {
  const open = useOpenEvent();
  return <IconButton name="Details" icon={<ScrollText />} onClick={() => open(event)} />;
}
