import { ROWS_HEADER } from '@/lib/platform/export/schema';
import { countRows } from './count-rows';

export type Progress = { rows: number; total: number };

/** Its message is for people to read. */
export class ExportRefused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Fetches a file of rows, reporting its progress, and passes it to the browser to save. Returns the number of rows. */
export async function download(
  address: string,
  question: unknown,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<number> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal,
  });
  if (!answer.ok || !answer.body) throw new ExportRefused(await wordsOf(answer), answer.status);
  const total = Number(answer.headers.get(ROWS_HEADER) ?? 0);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const counter = countRows();
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    onProgress({ rows: counter.take(value), total });
  }
  save(new Blob(parts, { type: 'text/csv' }), filenameOf(answer));
  return counter.rows;
}

async function wordsOf(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => null);
  const detail =
    problem !== null && typeof problem === 'object' && 'detail' in problem ? problem.detail : null;
  return typeof detail === 'string' ? detail : 'Keyport could not write the file. Try again.';
}

function filenameOf(answer: Response): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '');
  return found?.[1] ? decodeURIComponent(found[1]) : 'keyport.csv';
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has read the file by the time this runs.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
