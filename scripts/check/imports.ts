import { CommandError, runCommand } from '../bootstrap/run-command.mjs';
import { findFolderCircles, type Module } from './folder-circles';
import { findForeignComponents } from './private-components';
import { listSources, ROOTS } from './sources';

type Report = {
  modules: Module[];
  summary: { violations: { rule: { name: string }; from: string; to: string; via?: { name: string }[] }[] };
};

/** The rules of .dependency-cruiser.mjs over the real import graph, and no circles between folders. */
export async function checkImports(): Promise<void> {
  const output = await runCommand(process.execPath, [
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
  const modules = withoutPackages(report.modules);
  const problems = [...broken, ...findForeignComponents(modules), ...findFolderCircles(modules)];
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}

/** Node's own modules and packages aren't in our folders. */
function withoutPackages(modules: readonly Module[]): Module[] {
  const sources = new Set(modules.map(({ source }) => source));
  return modules.map(({ source, dependencies }) => ({
    source,
    dependencies: dependencies.filter(({ resolved }) => sources.has(resolved) && !isPackage(resolved)),
  }));
}

const isPackage = (path: string): boolean => path.includes('node_modules/') || !path.includes('.');

/** No rule sees a module that the tool didn't read: without TypeScript it would read none and find no fault. */
function requireAll(modules: readonly Module[]): void {
  const read = new Set(modules.map(({ source }) => source));
  const unread = listSources().filter((source) => !read.has(source));
  if (unread.length === 0) return;
  throw new CommandError(`These modules were not read, so the rules were not checked:\n${unread.join('\n')}`);
}
