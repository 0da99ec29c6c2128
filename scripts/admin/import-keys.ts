import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { importFile, type Tally } from '@/lib/features/key-import/import-file';
import { importKeys } from '@/lib/features/key-import/import-keys';
import { readRows } from '@/lib/features/key-import/read-rows';
import { COMMAND_LINE } from '@/lib/platform/audit/schema';
import type { Out } from './verify-audit';

export const IMPORT_USAGE = `Usage:
  npm run admin -- import --organization NAME [--dry-run] [--notify] FILE

Imports keys that were issued elsewhere: FILE is CSV whose first line names the fields, or has one JSON object in each line.
- stands for standard input. With --dry-run it only says what would be imported; with --notify the organization's webhooks
are told of each key. Rows that can't be imported are named on standard error, and make the exit code 1. Importing a file again
imports nothing twice. docs/import.md has the fields.`;

/** Between two lines of progress. */
const PROGRESS_MS = 1_000;

type Given = { organization: string; dryRun: boolean; notify: boolean; file: string };

/** Returns the exit code: 0 if no row was refused, 1 otherwise. */
export async function importFromFile(
  { organization, dryRun, notify, file }: Given,
  stdin: NodeJS.ReadableStream,
  out: Out,
): Promise<number> {
  const target = { name: organization };
  const asked = await importKeys(COMMAND_LINE, { target, rows: [], dryRun: true, notify, before: 0 });
  if (!asked.ok) {
    out.complain('There is no organization with that name.');
    return 1;
  }
  let printedAt = performance.now();
  let sums: Tally | null = null;
  /** Before a batch, so that the last line is always the sum of all. */
  const printProgress = () => {
    if (sums === null || performance.now() - printedAt < PROGRESS_MS) return;
    printedAt = performance.now();
    out.print(`${count(sums.rows, 'row')} so far: ${wordsOf(sums, dryRun)}`);
  };
  const result = await importFile(readRows(open(file, stdin)), {
    importBatch(rows, before) {
      printProgress();
      return importKeys(COMMAND_LINE, { target, rows, dryRun, notify, before });
    },
    onBatch({ refused }, tally) {
      sums = tally;
      for (const { line, reason } of refused) out.complain(`Line ${line}: ${reason}`);
    },
  }).catch((error: unknown) => {
    if (!isUnreadable(error)) throw error;
    out.complain(`The file can't be read (${error.code}).`);
    return null;
  });
  if (result === null) return 1;
  if (!result.ok) throw new Error('The organization was removed while its keys were imported');
  out.print(`${count(result.value.rows, 'row')}: ${wordsOf(result.value, dryRun)}`);
  return result.value.refused > 0 ? 1 : 0;
}

/** npm runs programs in the project's folder; a relative path means the folder that it was called in. */
const open = (file: string, stdin: NodeJS.ReadableStream): AsyncIterable<string> =>
  (file === '-'
    ? stdin.setEncoding('utf8')
    : createReadStream(resolve(process.env.INIT_CWD ?? '.', file), 'utf8')) as AsyncIterable<string>;

const isUnreadable = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'open' || error.syscall === 'read');

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

const wordsOf = ({ imported, already, refused }: Tally, dryRun: boolean): string =>
  `${imported.toLocaleString('en')} ${dryRun ? 'would be imported' : 'imported'}, ${already.toLocaleString('en')} there already, ${refused.toLocaleString('en')} refused`;
