import { BYTE_ORDER_MARK, type Cell, csvLine } from './csv';

/** `keyport-acme-api-keys-2026-11-21.csv`; letters of every script are kept. */
export function filenameFor(organization: string, what: string, extension: string, now: Date): string {
  const name = organization
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return `keyport-${name || 'organization'}-${what}-${now.toISOString().slice(0, 10)}.${extension}`;
}

/** A header line and one line per row, in batches: memory holds one batch, however many there are. */
export async function* csvOf<Row>(
  columns: readonly (readonly [head: string, cell: (row: Row) => Cell])[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(columns.map(([head]) => head));
  for await (const rows of batches) {
    yield rows.map((row) => csvLine(columns.map(([, cell]) => cell(row)))).join('');
  }
}

/** A JSON text per line (https://jsonlines.org), in batches. */
export async function* jsonLinesOf<Row>(
  toValue: (row: Row) => object,
  batches: AsyncIterable<readonly Row[]>,
): AsyncIterable<string> {
  for await (const rows of batches) {
    yield rows.map((row) => `${JSON.stringify(toValue(row))}\n`).join('');
  }
}
