import { existsSync } from 'node:fs';
import { CommandError, run } from '../bootstrap/run.mjs';

const FOLDERS = ['app', 'components', 'lib', 'portal', 'verifier', 'scripts', 'test', 'e2e'];
const FILES = ['proxy.ts', 'instrumentation.ts'];

type Report = {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string; via?: { name: string }[] }[] };
};

/** The rules of .dependency-cruiser.mjs, over the real import graph. */
export async function checkImports(): Promise<void> {
  const roots = [...FOLDERS, ...FILES].filter((path) => existsSync(path));
  const output = await run(process.execPath, [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    ...roots,
  ]);
  const report: Report = JSON.parse(output);
  requireModules(report);
  const { violations } = report.summary;
  if (violations.length === 0) return;
  throw new CommandError(
    violations
      .map(({ rule, from, to, via }) => {
        const path = via?.length ? via.map((step) => step.name).join(' → ') : to;
        return `${rule.name}: ${from} → ${path}`;
      })
      .join('\n'),
  );
}

/** A tool that understands no TypeScript finds no module, no violation, and that all is well. */
function requireModules({ modules }: Report): void {
  for (const folder of FOLDERS) {
    const seen = modules.filter(({ source }) => source.startsWith(`${folder}/`)).length;
    if (seen === 0) throw new CommandError(`No module was seen in ${folder}: the rules were not checked.`);
  }
}
