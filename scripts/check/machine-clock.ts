import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { CommandError } from '../bootstrap/run-command.mjs';

/** The only files that may read a clock by themselves, and why. */
const ALLOWED: Record<string, string> = {
  'lib/platform/time/machine-clock.ts':
    'reads the clocks of this machine, for the clock that is corrected by the database',
  'components/ui/server-time.tsx': "reads the browser's clock, which is corrected by the server's",
};

const CHECKED = /^(app|components|lib|portal|verifier|scripts)\/|^(proxy|instrumentation)\.ts$/;
const TEST = /\.test\.tsx?$/;

/** Keys expire by the database's clock (docs/decisions): any other reading of a clock in the product is a mistake. */
export function checkMachineClock(sources: readonly string[]): void {
  const found = sources
    .filter((source) => CHECKED.test(source) && !TEST.test(source) && !(source in ALLOWED))
    .flatMap((source) => clockReadings(readFileSync(source, 'utf8')).map((line) => `${source}:${line}`));
  if (found.length === 0) return;
  throw new CommandError(
    `${found.join('\n')}\nThese read this machine's clock. Use currentTime() or nowMs() of lib/platform/time/clock.`,
  );
}

/** The lines that ask for the present time: `new Date()`, `Date()`, `Date.now` and `performance.timeOrigin`. */
export function clockReadings(text: string): number[] {
  const file = ts.createSourceFile('x.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (readsClock(node)) lines.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    node.forEachChild(visit);
  };
  visit(file);
  return lines;
}

function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node))
    return isNamed(node.expression, 'Date') && (node.arguments ?? []).length === 0;
  if (ts.isCallExpression(node)) return isNamed(node.expression, 'Date');
  if (!ts.isPropertyAccessExpression(node)) return false;
  return (
    (isNamed(node.expression, 'Date') && node.name.text === 'now') ||
    (isNamed(node.expression, 'performance') && node.name.text === 'timeOrigin')
  );
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;
