'use client';

import { Time } from '@/components/ui/time';
import type { AuditChange, Plain } from '@/lib/platform/audit/schema';
import { capitalized, fieldInWords, isChoice, noneInWords } from './audit-words';

/** A row for each field, with its old and new value; one column if no old value is known. */
export function EventChanges({ changes }: { changes: readonly AuditChange[] }) {
  const compared = changes.some(({ before }) => before !== undefined);
  return (
    <div className="mt-4 overflow-x-auto rounded-card border border-line">
      <table aria-label="Values" className="w-full table-fixed text-left [&_td]:align-top [&_th]:align-top">
        <thead className="text-sm text-ink-2">
          <tr className="border-b border-line [&>th]:px-3 [&>th]:py-2 [&>th]:font-medium">
            <th scope="col" className="w-[30%]">
              Field
            </th>
            {compared && <th scope="col">Before</th>}
            <th scope="col">{compared ? 'After' : 'Value'}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line-soft">
          {changes.map((change) => (
            <tr
              key={change.field}
              className="[&>*]:px-3 [&>*]:py-2 [&>*]:[overflow-wrap:anywhere] [&_time]:whitespace-normal"
            >
              <th scope="row" className="font-normal text-ink-2">
                {fieldInWords(change.field)}
              </th>
              {compared && (
                <td>
                  <Value field={change.field} value={change.before} />
                </td>
              )}
              <td>
                <Value field={change.field} value={change.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function Value({ field, value }: { field: string; value: Plain | undefined }) {
  if (value === undefined) return <span className="text-ink-3">–</span>;
  if (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)) {
    return <span className="text-ink-3">{noneInWords(field)}</span>;
  }
  if (typeof value === 'string' && INSTANT.test(value)) return <Time at={value} />;
  return (
    <span className="whitespace-pre-wrap">
      {isChoice(field) ? capitalized(inWords(value)) : inWords(value)}
    </span>
  );
}

function inWords(value: Plain): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (value !== null && typeof value === 'object') {
    const { limit, period, ...rest } = value;
    if (limit !== undefined && period !== undefined && Object.keys(rest).length === 0) {
      return `${inWords(limit)} per ${inWords(period)}`;
    }
    return Object.entries(value)
      .map(([name, inner]) => `${fieldInWords(name)}: ${inWords(inner)}`)
      .join('\n');
  }
  return value === null ? 'None' : String(value);
}
