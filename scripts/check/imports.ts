import { CommandError, run } from '../bootstrap/run.mjs';
import { listSources, ROOTS } from './sources';

type Module = { source: string };

type Report = {
  modules: Module[];
  summary: { violations: { rule: { name: string }; from: string; to: string; via?: { name: string }[] }[] };
};

/** The rules of .dependency-cruiser.mjs over the real import graph. */
export async function checkImports(): Promise<void> {
  const output = await run(process.execPath, [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    ...ROOTS,
  ]);
  const report: Report = JSON.parse(output);
  requireAll(report.modules);
  const broken = report.summary.violations.map(({ rule, from, to, via }) => {
    const path = via?.length ? via.map((step) => step.name).join(' → ') : to;
    return `${rule.name}: ${from} → ${path}`;
  });
  if (broken.length > 0) throw new CommandError(broken.join('\n'));
}

/** No rule sees a module that the tool did not read: without TypeScript, say, it would read none and find no fault. */
function requireAll(modules: readonly Module[]): void {
  const read = new Set(modules.map(({ source }) => source));
  const unread = listSources().filter((source) => !read.has(source));
  if (unread.length === 0) return;
  throw new CommandError(`These modules were not read, so the rules were not checked:\n${unread.join('\n')}`);
}
