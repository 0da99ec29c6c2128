import type { Result } from '@/lib/platform/result';
import { foldName } from '@/lib/platform/text/name-schema';
import { importRowSchema, reasonOf } from './row-schema';
import { type BatchOutcome, type FileRow, MAX_BATCH_ROWS, type ReadRow, type RefusedRow } from './schema';

/** Less than the 256 KB that a server action accepts, and more than any single row has. */
const MAX_BATCH_BYTES = 150_000;

export type Tally = { rows: number; imported: number; already: number; refused: number };

type Options<Code extends string> = {
  /** Imports some rows, or says what that would do; `before` is how many of this file were imported so far. */
  importBatch(rows: FileRow[], before: number): Promise<Result<BatchOutcome, Code>>;
  /** Called after each batch with the outcome for its rows, and the totals so far. */
  onBatch(rows: { imported: FileRow[]; refused: RefusedRow[] }, tally: Tally): void;
};

/**
 * Imports the rows of a file in batches. An imported batch stays, even if a later one fails. Whatever can be checked
 * without the database is checked here: the form of each row, and whether an earlier row has the same token or name.
 */
export async function importFile<Code extends string>(
  rows: AsyncIterable<ReadRow>,
  { importBatch, onBatch }: Options<Code>,
): Promise<Result<Tally, Code>> {
  const tally: Tally = { rows: 0, imported: 0, already: 0, refused: 0 };
  const taken = new TakenRows();
  let batch: FileRow[] = [];
  let refused: RefusedRow[] = [];
  let bytes = 0;

  const send = async (): Promise<Result<null, Code>> => {
    let imported: FileRow[] = [];
    if (batch.length > 0) {
      const result = await importBatch(batch, tally.imported);
      if (!result.ok) return result;
      const { value } = result;
      const wasImported = new Set(value.imported);
      imported = batch.filter(({ line }) => wasImported.has(line));
      tally.imported += imported.length;
      tally.already += value.already;
      refused.push(...value.refused);
      const wasRefused = new Set(value.refused.map(({ line }) => line));
      for (const row of batch) if (!wasRefused.has(row.line)) taken.add(row);
    }
    tally.refused += refused.length;
    refused.sort((a, b) => a.line - b.line);
    onBatch({ imported, refused }, { ...tally });
    [batch, refused, bytes] = [[], [], 0];
    return { ok: true, value: null };
  };

  for await (const row of rows) {
    const size = 'values' in row ? bytesOf(row) : 0;
    if (batch.length + refused.length === MAX_BATCH_ROWS || bytes + size > MAX_BATCH_BYTES) {
      const sent = await send();
      if (!sent.ok) return sent;
    }
    tally.rows += 1;
    const reason = 'problem' in row ? row.problem : (malformed(row) ?? taken.reasonAgainst(row));
    if (reason !== null) refused.push({ line: row.line, reason });
    else if ('values' in row) {
      batch.push(row);
      bytes += size;
    }
  }
  const sent = await send();
  return sent.ok ? { ok: true, value: tally } : sent;
}

const bytesOf = ({ values }: FileRow): number => new TextEncoder().encode(JSON.stringify(values)).length;

function malformed({ values }: FileRow): string | null {
  const { error } = importRowSchema.safeParse(values);
  return error ? reasonOf(error) : null;
}

/** The tokens and names of rows that were imported, with their lines: a dry run doesn't find them in the database. */
class TakenRows {
  #lines = new Map<string, number>();

  add(row: FileRow): void {
    for (const mark of [tokenOf(row), nameOf(row)]) this.#lines.set(mark, row.line);
  }

  reasonAgainst(row: FileRow): string | null {
    const sameToken = this.#lines.get(tokenOf(row));
    if (sameToken !== undefined) return `has the token of line ${sameToken}`;
    const sameName = this.#lines.get(nameOf(row));
    return sameName === undefined ? null : `name: is the name of line ${sameName}`;
  }
}

const tokenOf = ({ values: { key, token, tokenSha256 } }: FileRow): string =>
  key === undefined ? `token ${token ?? String(tokenSha256).toLowerCase()}` : `key ${key}`;

const nameOf = ({ values: { name, environment } }: FileRow): string =>
  `name ${environment} ${foldName(String(name))}`;
