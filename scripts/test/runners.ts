import { resolve } from 'node:path';
import { print } from '../bootstrap/print.mjs';
import { runCommand } from '../bootstrap/run-command.mjs';
import { type Count, countPlaywright, countVitest, judgeLate, lateTests } from './reports';

/** A race that is lost one time in three shows up in this many tries with a probability of 98 %. */
const REPEATS = 10;

export async function runVitest(report: string): Promise<Count> {
  const ended = await ends([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return countVitest(report, ended);
}

/** Runs a project's browser tests; those that passed only at a later try are repeated, alone. */
export async function runPlaywright(
  report: string,
  env: NodeJS.ProcessEnv,
  project = process.cwd(),
): Promise<Count> {
  const cli = resolve('node_modules/@playwright/test/cli.js');
  const play = async (file: string, args: readonly string[] = []): Promise<Count> =>
    countPlaywright(
      file,
      await ends([cli, 'test', ...args], { env: { ...env, KEYPORT_TEST_REPORT: file }, cwd: project }),
    );
  const count = await play(report);
  const late = lateTests(report);
  return judgeLate(count, late, late.length > 0 ? await repeat(late) : null);

  /** Without retries, one after the other. */
  function repeat(tests: readonly string[]): Promise<Count> {
    print(`\nPassed at a later try only, so ${REPEATS} times again, alone: ${tests.join(', ')}`);
    const patterns = tests.map((test) => `e2e/${test}`);
    return play(`${report}.again`, [...patterns, '--retries=0', '--workers=1', `--repeat-each=${REPEATS}`]);
  }
}

/** Whether the program succeeded; its output is shown as it comes. */
function ends(args: string[], options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): Promise<boolean> {
  return runCommand(process.execPath, args, {
    env: process.env,
    ...options,
    show: true,
    exitWithParent: {},
  }).then(
    () => true,
    () => false,
  );
}
