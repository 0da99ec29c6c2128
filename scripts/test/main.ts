import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print, printError, secondsSince } from '../bootstrap/print.mjs';
import { main as check } from '../check/main';
import { StartError } from '../postgres/start-error';
import { ensureBuild } from '../start/build';
import { provideChromium } from './provide-chromium';
import { provideGateways } from './provide-gateways';
import { type Count, failedVitest, sum } from './reports';
import { runPlaywright, runVitest } from './runners';

const FAILED: Count = { passed: 0, failed: 1, late: 0 };
const DONE: Count = { passed: 0, failed: 0, late: 0 };

/**
 * Everything that CI runs. A stage that fails doesn't keep the others from running. With `--tls` the browser reaches
 * Keyport in every test as people on other machines do: over https, through a proxy.
 */
export async function main(args: readonly string[] = []): Promise<number> {
  const unknown = args.find((argument) => argument !== '--tls');
  if (unknown !== undefined) throw new StartError(`npm test knows --tls, not ${unknown}.`);
  const tls = args.includes('--tls');
  const reports = mkdtempSync(join(tmpdir(), 'keyport-reports-'));
  const counts: Count[] = [];
  let failed: string[] = [];
  try {
    counts.push(await stage('Check', async () => ((await check()) === 0 ? DONE : FAILED)));
    const built = await stage('Build', () => ensureBuild().then(() => DONE));
    counts.push(built);
    counts.push(await stage('Gateways', () => provideGateways().then(() => DONE)));
    counts.push(
      await stage('Unit, integration and platform tests', () => runVitest(join(reports, 'vitest.json'))),
    );
    failed = failedVitest(join(reports, 'vitest.json'));
    if (built === DONE) {
      counts.push(await stage('Browser tests', () => playwright(join(reports, 'playwright.json'), tls)));
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  // Playwright ends with its own list; Vitest's is hundreds of lines above by now.
  if (failed.length > 0) print(`\nFailed before the browser tests:\n  ${failed.join('\n  ')}`);
  const total = sum(counts);
  const retried = total.late > 0 ? ` (${total.late} only after a retry: fix them)` : '';
  print(`\n${total.passed} passed${retried}, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function stage(name: string, work: () => Promise<Count>): Promise<Count> {
  const startedAt = performance.now();
  print(`\n── ${name}`);
  let count = FAILED;
  try {
    count = await work();
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error));
  }
  print(`── ${name}: ${count.failed === 0 ? 'fine' : 'FAILED'} (${secondsSince(startedAt)})`);
  return count;
}

async function playwright(report: string, tls: boolean): Promise<Count> {
  return runPlaywright(report, {
    ...process.env,
    CHROMIUM_PATH: await provideChromium(),
    ...(tls && { KEYPORT_TEST_TLS: '1' }),
  });
}
