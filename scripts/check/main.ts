import { print, printError, step } from '../bootstrap/print.mjs';
import { runCommand } from '../bootstrap/run-command.mjs';
import { checkImports } from './imports';
import { checkMachineClock } from './machine-clock';
import { listSources } from './sources';

const node = (...args: string[]) => runCommand(process.execPath, args);

const CHECKS: [string, () => Promise<unknown>][] = [
  // Without the route types, the types of a page's props are unknown; this writes them for tsc.
  ['Types', () => typegen().then(() => node('node_modules/typescript/bin/tsc', '--noEmit'))],
  ['Lint and format', () => node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings')],
  ['Import rules', checkImports],
  ['One clock', async () => checkMachineClock(listSources())],
  ['Unused code', () => node('node_modules/knip/bin/knip.js', '--no-config-hints')],
];

const typegen = () => node('node_modules/next/dist/bin/next', 'typegen');

/** Runs all checks, even if an early one fails, and then shows each failure with the tool's output. */
export async function main(): Promise<number> {
  const failures: [string, string][] = [];
  for (const [name, check] of CHECKS) {
    try {
      await step(name, check);
    } catch (error) {
      printError(`  ✗ ${name}`);
      failures.push([name, error instanceof Error ? error.message : String(error)]);
    }
  }
  for (const [name, words] of failures) printError(`\n${name}\n${words}`);
  print(
    failures.length === 0 ? 'All checks passed.' : `\nFailed: ${failures.map(([name]) => name).join(', ')}.`,
  );
  return failures.length === 0 ? 0 : 1;
}
