import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCounter } from '@/lib/identity/throttle/policy';

const FOLDERS = ['app', 'components', 'lib', 'portal', 'verifier'];
const FILES = ['proxy.ts', 'instrumentation.ts'];
const OTHERS = ['generated', 'node_modules'];
/** Where this machine's own clock is meant, and why. */
const ALLOWED: Record<string, string> = {
  'lib/platform/time/clock.ts': 'tells how far this clock is from the database’s',
  'components/ui/server-time.tsx': 'tells how far a browser’s clock is from the server’s',
  'components/ui/use-now.ts': 'adds that to the clock of the browser',
};
/** All the ways to ask for it, with and without parentheses. */
const ASKS =
  /\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|(?<!new |\.)\bDate\(\)|\bDate\.now\b|\bperformance\.timeOrigin\b/;

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return OTHERS.includes(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : [];
  });
}

test('what is judged by the time goes by the database’s clock: nobody asks this machine’s', () => {
  const asking = [...FOLDERS.flatMap(sources), ...FILES].filter((path) =>
    ASKS.test(readFileSync(path, 'utf8')),
  );
  expect(asking.sort(), 'use currentTime() or nowMs() of lib/platform/time/clock').toEqual(
    Object.keys(ALLOWED).sort(),
  );
});

test.each([
  'new Date()',
  'new Date;',
  'setInterval(Date.now, 5)',
  'Date.now()',
  'String(Date())',
  'performance.timeOrigin',
])('%s asks for it', (source) => {
  expect(source).toMatch(ASKS);
});

test.each(['new Date(now.getTime() + 5)', 'currentTime()', 'Date.UTC(2026, 1)', 'now: Date', 'formatDate()'])(
  '%s does not',
  (source) => {
    expect(source).not.toMatch(ASKS);
  },
);

test('no column is filled in by Prisma, which takes this machine’s time', () => {
  const lines = readFileSync('prisma/schema.prisma', 'utf8').split('\n');
  const filledIn = lines.filter((line) => /@default\(now\(\)\)|@updatedAt/.test(line));
  // Defaults for portals of an earlier release that know nothing of these columns. This one always writes both.
  expect(filledIn.map((line) => line.trim().split(' ')[0])).toEqual(['since', 'underWaySince']);
  expect(Object.keys(newCounter(new Date(0)))).toEqual(expect.arrayContaining(['since', 'underWaySince']));
});
