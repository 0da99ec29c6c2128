import Papa from 'papaparse';
import { IMPORT_FIELDS } from './row-schema';
import type { ReadRow } from './schema';

/** Longer than any row with every field filled in. */
const MAX_RECORD = 65_536;

/**
 * The rows of a CSV file (RFC 4180) whose first line names the fields. Line breaks in `chunks` are line feeds. A row's
 * line is the one that it begins in, as an editor counts them: quoted cells may span several.
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncIterable<ReadRow> {
  let fields: string[] | null = null;
  for await (const { line, cells, isBroken } of readRecords(chunks)) {
    if (isBroken) {
      yield { line, problem: 'has quotation marks that are not in pairs; the rest of the file was not read' };
      return;
    }
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    if (fields === null) {
      const named = cells.map((cell) => cell.trim());
      const problem = problemOf(named);
      if (problem !== null) {
        yield { line, problem: `${problem}; the file was not read` };
        return;
      }
      fields = named;
    } else if (cells.length !== fields.length) {
      const problem = `has ${cells.length} cells, but the first line names ${fields.length} fields`;
      yield { line, problem };
    } else {
      yield { line, values: valuesOf(fields, cells) };
    }
  }
}

/** An empty cell is no value. */
function valuesOf(fields: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const filled = fields.flatMap((field, index) => {
    const cell = cells[index]?.trim() ?? '';
    return cell === '' ? [] : [[field, cell] as const];
  });
  return Object.fromEntries(filled);
}

/** Never quotes a cell: if the line with the names is missing, it is somebody's token. */
function problemOf(named: readonly string[]): string | null {
  const unknown = named.findIndex((name) => !IMPORT_FIELDS.includes(name));
  if (unknown !== -1) {
    return `the first line has to name the fields, separated by commas, and number ${unknown + 1} is not one of ${IMPORT_FIELDS.join(', ')}`;
  }
  return new Set(named).size === named.length ? null : 'the first line names a field twice';
}

type CsvRecord = { line: number; cells: string[]; isBroken: boolean };
type Parsed = { data: string[][]; errors: { row: number }[]; meta: { cursor: number } };

async function* readRecords(chunks: AsyncIterable<string>): AsyncIterable<CsvRecord> {
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n' });
  let line = 1;
  let rest = '';
  function* recordsOf({ data, errors }: Parsed): Iterable<CsvRecord> {
    const broken = new Set(errors.map(({ row }) => row));
    for (const [index, cells] of data.entries()) {
      yield { line, cells, isBroken: broken.has(index) };
      line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    }
  }
  for await (const chunk of chunks) {
    rest += chunk;
    const parsed: Parsed = parser.parse(rest, 0, true);
    yield* recordsOf(parsed);
    rest = rest.slice(parsed.meta.cursor);
    // Without this limit, an unclosed quotation mark would make us parse the rest of the file again with each chunk.
    if (rest.length > MAX_RECORD) return yield { line, cells: [], isBroken: true };
  }
  if (rest !== '') yield* recordsOf(parser.parse(rest, 0, false));
}
