import { parseJson } from '@/lib/platform/text/json';
import type { ReadRow } from './schema';

/** Longer than any row with every field filled in. */
const MAX_LINE = 65_536;

/** The rows of a file that has one JSON object in each line. */
export async function* readJsonLines(chunks: AsyncIterable<string>): AsyncIterable<ReadRow> {
  let line = 0;
  for await (const text of linesOf(chunks)) {
    line += 1;
    if (text.trim() === '') continue;
    const values = text.length > MAX_LINE ? null : parse(text);
    yield values ? { line, values } : { line, problem: 'is not a JSON object in one line' };
  }
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** A null counts as no value, like an empty cell in CSV. */
function parse(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = parseJson(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null));
  } catch {
    return null;
  }
}
