import { run } from '../bootstrap/run.mjs';
import { say, sayWrong, step } from '../bootstrap/say.mjs';
import { checkImports } from './imports';
import { checkMachineClock } from './machine-clock';
import { listSources } from './sources';

const node = (...args: string[]) => run(process.execPath, args);

const CHECKS: [string, () => Promise<unknown>][] = [
  // Without the route types a page's props are not known; this writes them, and tsc reads them.
  ['Types', () => typegen().then(() => node('node_modules/typescript/bin/tsc', '--noEmit'))],
  ['Lint and format', () => node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings')],
  ['Import rules', checkImports],
  ['One clock', async () => checkMachineClock(listSources())],
  ['Unused code', () => node('node_modules/knip/bin/knip.js', '--no-config-hints')],
];

const typegen = () => node('node_modules/next/dist/bin/next', 'typegen');

/** All of them, also when an early one fails, and then each failure with what the tool said. */
export async function main(): Promise<number> {
  const failures: [string, string][] = [];
  for (const [name, check] of CHECKS) {
    try {
      await step(name, check);
    } catch (error) {
      sayWrong(`  ✗ ${name}`);
      failures.push([name, error instanceof Error ? error.message : String(error)]);
    }
  }
  for (const [name, words] of failures) sayWrong(`\n${name}\n${words}`);
  say(
    failures.length === 0 ? 'All checks passed.' : `\nFailed: ${failures.map(([name]) => name).join(', ')}.`,
  );
  return failures.length === 0 ? 0 : 1;
}
