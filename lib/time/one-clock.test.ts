import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const OURS = ['app', 'lib', 'portal', 'verifier'];
const OTHERS = ['generated', 'node_modules'];
/** Where this machine's own clock is meant. */
const ALLOWED = ['lib/time/clock.ts'];

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return OTHERS.includes(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : [];
  });
}

test('what is judged by the time goes by the database’s clock: nobody asks this machine’s', () => {
  const asking = OURS.flatMap(sources).filter(
    (path) => !ALLOWED.includes(path) && /new Date\(\)|\bDate\.now\(\)/.test(readFileSync(path, 'utf8')),
  );
  expect(asking, 'use currentTime() or nowMs() of lib/time/clock').toEqual([]);
});
