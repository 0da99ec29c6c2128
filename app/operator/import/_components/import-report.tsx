'use client';

import { useId } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import type { RefusedRow } from '@/lib/features/key-import/schema';
import { type ImportState, MAX_SHOWN, type Report, type ShownKey } from './use-import';

const count = new Intl.NumberFormat('en-GB');
const counted = (number: number, noun: string) => `${count.format(number)} ${noun}${number === 1 ? '' : 's'}`;

/** What happened to the rows, during the import and after it. */
export function ImportReport({ state, onCancel }: { state: ImportState; onCancel: () => void }) {
  if (state.kind === 'idle') return null;
  const { report } = state;
  return (
    <div className="max-w-[45rem] space-y-4">
      {state.kind === 'running' && <Running report={report} read={state.read} onCancel={onCancel} />}
      {state.kind === 'stopped' && (
        <Banner tone="bad" role="alert">
          <strong>{report.dryRun ? 'The check did not finish.' : 'The import did not finish.'}</strong>{' '}
          {state.message}
          {!report.dryRun &&
            ` ${counted(report.tally.imported, 'key')} ${report.tally.imported === 1 ? 'was' : 'were'} imported before that. Import the file again to continue with the rest.`}
        </Banner>
      )}
      <p role="status" className={state.kind === 'done' ? 'text-ink-2' : 'sr-only'}>
        {state.kind === 'done' && <Summary {...report} />}
      </p>
      {report.refused.length > 0 && <Refused rows={report.refused} total={report.tally.refused} />}
      {report.imported.length > 0 && (
        <Imported rows={report.imported} total={report.tally.imported} dryRun={report.dryRun} />
      )}
    </div>
  );
}

function Running({ report, read, onCancel }: { report: Report; read: number; onCancel: () => void }) {
  const id = useId();
  return (
    <CardSection title={report.dryRun ? 'Checking' : `Importing into ${report.organization.name}`}>
      <p id={id} className="mb-2 text-ink-2 tabular-nums">
        {counted(report.tally.rows, 'row')} so far
      </p>
      <div className="flex items-center gap-4">
        <progress
          aria-labelledby={id}
          max={1}
          value={read}
          className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-chip [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-chip [&::-webkit-progress-value]:bg-accent"
        />
        <Button size="small" onClick={onCancel}>
          Stop
        </Button>
      </div>
    </CardSection>
  );
}

function Summary({ dryRun, organization, tally: { rows, imported, already, refused } }: Report) {
  if (rows === 0) return 'The file has no rows.';
  return (
    <>
      <strong className="font-semibold text-ink">
        {counted(imported, 'key')} {dryRun ? 'would be' : imported === 1 ? 'was' : 'were'} imported into{' '}
        {organization.name}.
      </strong>
      {already > 0 && ` ${counted(already, 'row')} ${already === 1 ? 'was' : 'were'} imported before.`}
      {refused > 0 && ` ${counted(refused, 'row')} can't be imported.`}
    </>
  );
}

const tableClass =
  'w-full text-left [&_td]:px-4 [&_td]:py-2 [&_td]:align-top [&_td]:[overflow-wrap:anywhere] [&_th]:px-4 [&_th]:py-2 [&_thead]:text-sm [&_thead]:text-ink-2 [&_thead_th]:font-medium';

const More = ({ shown, total }: { shown: number; total: number }) =>
  total > shown && (
    <p className="border-t border-line-soft px-4 py-2.5 text-sm text-ink-3">
      The first {count.format(MAX_SHOWN)} of {count.format(total)} are shown.
    </p>
  );

function Refused({ rows, total }: { rows: readonly RefusedRow[]; total: number }) {
  return (
    <CardSection title="Rows that can't be imported" flush>
      <table aria-label="Rows that can't be imported" className={tableClass}>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="w-20">
              Line
            </th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line-soft">
          {rows.map(({ line, reason }) => (
            <tr key={line}>
              <td className="tabular-nums">{count.format(line)}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={rows.length} total={total} />
    </CardSection>
  );
}

function Imported({ rows, total, dryRun }: { rows: readonly ShownKey[]; total: number; dryRun: boolean }) {
  const title = dryRun ? 'Keys that would be imported' : 'Imported keys';
  return (
    <CardSection title={title} flush>
      <table aria-label={title} className={tableClass}>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="w-20">
              Line
            </th>
            <th scope="col">Name</th>
            <th scope="col" className="max-sm:hidden">
              Environment
            </th>
            <th scope="col" className="max-sm:hidden">
              Permissions
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line-soft">
          {rows.map(({ line, name, environment, permissions }) => (
            <tr key={line}>
              <td className="tabular-nums">{count.format(line)}</td>
              <td>{name}</td>
              <td className="max-sm:hidden">{environment}</td>
              <td className="max-sm:hidden">{permissions}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={rows.length} total={total} />
    </CardSection>
  );
}
