import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, failedVitest, judgeLate, lateTests } from './reports';

const directory = mkdtempSync(join(tmpdir(), 'keyport-reports-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let written = 0;
function report(content: unknown): string {
  written += 1;
  const file = join(directory, `${written}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const spec = (line: number, status: string) => ({ file: 'races.spec.ts', line, tests: [{ status }] });
const stats = (expected: number, unexpected: number, flaky: number) => ({ expected, unexpected, flaky });

describe('a browser test that passed at a later try only', () => {
  const file = report({
    stats: stats(2, 0, 2),
    errors: [],
    suites: [
      {
        specs: [spec(3, 'expected'), spec(9, 'flaky')],
        suites: [{ specs: [spec(20, 'flaky'), spec(30, 'expected')] }],
      },
    ],
  });
  const count = countPlaywright(file, true);

  it('is found, whatever group it is in', () => {
    expect(lateTests(file)).toEqual(['races.spec.ts:9', 'races.spec.ts:20']);
    expect(count).toEqual({ passed: 4, failed: 0, late: 2 });
  });

  it('is not a failure if it passed every time it was repeated', () => {
    const again = countPlaywright(report({ stats: stats(20, 0, 0), errors: [] }), true);
    expect(judgeLate(count, lateTests(file), again)).toEqual(count);
  });

  it('fails the run where it failed once more, or could not be repeated', () => {
    const once = countPlaywright(report({ stats: stats(19, 1, 0), errors: [] }), false);
    expect(judgeLate(count, lateTests(file), once)).toEqual({ ...count, failed: 1 });
    const none = countPlaywright(join(directory, 'missing.json'), false);
    expect(judgeLate(count, lateTests(file), none).failed).toBe(1);
  });
});

it('nothing late asks for nothing', () => {
  const file = report({ stats: stats(3, 0, 0), errors: [], suites: [{ specs: [spec(3, 'expected')] }] });
  expect(lateTests(file)).toEqual([]);
  expect(judgeLate(countPlaywright(file, true), [], null)).toEqual({ passed: 3, failed: 0, late: 0 });
});

it('the tests that failed are named and counted, and so are files that could not be loaded or set up', () => {
  const test = (fullName: string, status: string) => ({ fullName, status });
  const file = report({
    numPassedTests: 2,
    testResults: [
      {
        name: resolve('lib/a.test.ts'),
        status: 'failed',
        assertionResults: [test('fine', 'passed'), test('lost', 'failed')],
      },
      { name: resolve('lib/b.test.ts'), status: 'failed', assertionResults: [] },
      { name: resolve('lib/c.test.ts'), status: 'passed', assertionResults: [test('fine', 'passed')] },
      {
        name: resolve('lib/d.test.ts'),
        status: 'failed',
        assertionResults: [test('never begun', 'skipped')],
      },
    ],
  });
  expect(failedVitest(file)).toEqual([
    'lib/a.test.ts: lost',
    'lib/b.test.ts: failed outside its tests',
    'lib/d.test.ts: failed outside its tests',
  ]);
  expect(countVitest(file, false)).toEqual({ passed: 2, failed: 3, late: 0 });
  expect(failedVitest(join(directory, 'missing.json'))).toEqual([]);
});
