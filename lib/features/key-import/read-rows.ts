import { readCsv } from './read-csv';
import { readJsonLines } from './read-json-lines';
import type { ReadRow } from './schema';

/** U+FEFF, which spreadsheets write at the beginning of a file. */
const BYTE_ORDER_MARK = /^\uFEFF/;
/** What a decoder writes for bytes that are not UTF-8. */
const REPLACEMENT = '\uFFFD';

/**
 * The rows of a file in CSV or JSON lines, which its beginning tells apart. `chunks` are its text in parts of any size.
 * It also runs in the browser.
 */
export async function* readRows(chunks: AsyncIterable<string>): AsyncIterable<ReadRow> {
  const clean = withLineFeeds(chunks)[Symbol.asyncIterator]();
  let start = '';
  while (start.trim() === '') {
    const { done, value } = await clean.next();
    if (done) break;
    start += value;
  }
  const isJson = /^[{[]/.test(start.trimStart());
  for await (const row of (isJson ? readJsonLines : readCsv)(startingWith(start, clean))) {
    if ('values' in row && JSON.stringify(row.values).includes(REPLACEMENT)) {
      yield { line: row.line, problem: 'has characters that are not UTF-8; save the file as UTF-8' };
    } else {
      yield row;
    }
  }
}

/** Windows writes a carriage return before the line feed. A chunk may end between the two. */
async function* withLineFeeds(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let held = '';
  let isFirst = true;
  for await (const chunk of chunks) {
    let text = held + chunk;
    if (isFirst) text = text.replace(BYTE_ORDER_MARK, '');
    isFirst &&= text === '';
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held !== '') yield '\n';
}

async function* startingWith(start: string, rest: AsyncIterator<string>): AsyncIterable<string> {
  yield start;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
