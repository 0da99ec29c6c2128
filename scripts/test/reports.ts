import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

export type Count = {
  passed: number;
  failed: number;
  /** How many of those passed only at a later try. */
  late: number;
};

export function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (total, count) => ({
      passed: total.passed + count.passed,
      failed: total.failed + count.failed,
      late: total.late + count.late,
    }),
    { passed: 0, failed: 0, late: 0 },
  );
}

type VitestReport = {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
};

/** A file that failed outside its tests has no failed test, and counts as one. */
export function countVitest(file: string, endedWell: boolean): Count {
  const report = read<VitestReport>(file);
  if (!report) return { passed: 0, failed: 1, late: 0 };
  return settle({ passed: report.numPassedTests, failed: failedVitest(file).length, late: 0 }, endedWell);
}

/** The tests that failed, each as `file: name`, and the files that could not be loaded or set up. */
export function failedVitest(file: string): string[] {
  return (read<VitestReport>(file)?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const path = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${path}: failed outside its tests`];
    return failed.map(({ fullName }) => `${path}: ${fullName}`);
  });
}

type Suite = {
  suites?: Suite[];
  specs?: { file: string; line: number; tests: { status: string }[] }[];
};

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
  suites?: Suite[];
};

export function countPlaywright(file: string, endedWell: boolean): Count {
  const report = read<PlaywrightReport>(file);
  if (!report) return { passed: 0, failed: 1, late: 0 };
  const { expected, unexpected, flaky } = report.stats;
  return settle(
    { passed: expected + flaky, failed: unexpected + report.errors.length, late: flaky },
    endedWell,
  );
}

/** The tests that passed only at a later try, as Playwright takes them: `e2e/races.spec.ts:12`. */
export function lateTests(file: string): string[] {
  const specsOf = ({ suites = [], specs = [] }: Suite): NonNullable<Suite['specs']> => [
    ...specs,
    ...suites.flatMap(specsOf),
  ];
  return (read<PlaywrightReport>(file)?.suites ?? [])
    .flatMap(specsOf)
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map((spec) => `${spec.file}:${spec.line}`);
}

/**
 * The browser tests' result after the late ones were repeated, alone and many times: a hiccup of the machine doesn't
 * come back, but a race does, and fails the run.
 */
export function judgeLate(count: Count, late: readonly string[], again: Count | null): Count {
  if (late.length === 0 || again === null) return count;
  return again.failed === 0 ? count : { ...count, failed: count.failed + again.failed };
}

/** A run that failed without a message has failed all the same. */
function settle(count: Count, endedWell: boolean): Count {
  return endedWell || count.failed > 0 ? count : { ...count, failed: 1 };
}

function read<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
