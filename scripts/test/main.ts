import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../bootstrap/run.mjs';
import { say, sayWrong, seconds } from '../bootstrap/say.mjs';
import { main as check } from '../check/main';
import { ensureBuild } from '../start/build';
import { StartError } from '../start/start-error';
import { provideChromium } from './provide-chromium';
import { provideGateways } from './provide-gateways';
import { type Count, countPlaywright, countVitest, judgeLate, lateTests, sum } from './reports';

/** A race that loses one time in three is seen in so many with a chance of 98 in 100. */
const REPEATS = 10;

const FAILED: Count = { passed: 0, failed: 1, late: 0 };
const DONE: Count = { passed: 0, failed: 0, late: 0 };

/**
 * Everything that CI runs. A stage that fails doesn't keep the others from telling what they know. With `--tls` the browser
 * reaches Keyport in every test as people do beyond one machine: over https, through a proxy.
 */
export async function main(args: readonly string[] = []): Promise<number> {
  const unknown = args.find((argument) => argument !== '--tls');
  if (unknown !== undefined) throw new StartError(`npm test knows --tls, not ${unknown}.`);
  const tls = args.includes('--tls');
  const reports = mkdtempSync(join(tmpdir(), 'keyport-reports-'));
  const counts: Count[] = [];
  try {
    counts.push(await stage('Check', async () => ((await check()) === 0 ? DONE : FAILED)));
    const built = await stage('Build', () => ensureBuild().then(() => DONE));
    counts.push(built);
    counts.push(await stage('Gateways', () => provideGateways().then(() => DONE)));
    counts.push(
      await stage('Unit, integration and platform tests', () => vitest(join(reports, 'vitest.json'))),
    );
    if (built === DONE) {
      counts.push(await stage('Browser tests', () => playwright(join(reports, 'playwright.json'), tls)));
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const { passed, failed, late } = sum(counts);
  const told = late > 0 ? ` (${late} at a later try only: mend them)` : '';
  say(`\n${passed} passed${told}, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function stage(name: string, work: () => Promise<Count>): Promise<Count> {
  const startedAt = performance.now();
  say(`\n── ${name}`);
  let count = FAILED;
  try {
    count = await work();
  } catch (error) {
    sayWrong(error instanceof Error ? error.message : String(error));
  }
  say(`── ${name}: ${count.failed === 0 ? 'fine' : 'FAILED'} (${seconds(startedAt)})`);
  return count;
}

async function vitest(report: string): Promise<Count> {
  const ended = await ends([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return countVitest(report, ended);
}

async function playwright(report: string, tls: boolean): Promise<Count> {
  const env = {
    ...process.env,
    CHROMIUM_PATH: await provideChromium(),
    KEYPORT_TEST_REPORT: report,
    ...(tls && { KEYPORT_TEST_TLS: '1' }),
  };
  const cli = 'node_modules/@playwright/test/cli.js';
  const ended = await ends([cli, 'test'], env);
  const late = lateTests(report);
  return judgeLate(countPlaywright(report, ended), late, late.length > 0 ? await repeat(late) : null);

  /** Without a second try, each in turn. */
  async function repeat(tests: readonly string[]): Promise<Count> {
    say(`\nPassed at a later try only, so ${REPEATS} times again, alone: ${tests.join(', ')}`);
    const repeated = `${report}.again`;
    const patterns = tests.map((test) => `e2e/${test}`);
    const options = ['--retries=0', '--workers=1', `--repeat-each=${REPEATS}`];
    const endedWell = await ends([cli, 'test', ...patterns, ...options], {
      ...env,
      KEYPORT_TEST_REPORT: repeated,
    });
    return countPlaywright(repeated, endedWell);
  }
}

/** Whether the program ended well; what it prints is shown as it comes. */
function ends(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return run(process.execPath, args, { env, show: true, tether: {} }).then(
    () => true,
    () => false,
  );
}
