import { expect, test } from 'vitest';
import { findForeignComponents } from './private-components';

const find = (source: string, resolved: string) =>
  findForeignComponents([{ source, dependencies: [{ resolved }] }]);

test.each([
  ['app/(portal)/team/page.tsx', 'app/(portal)/keys/_components/row.tsx'],
  ['components/keys/row.tsx', 'app/(portal)/keys/_components/row.tsx'],
  ['app/(portal)/page.tsx', 'app/(portal)/keys/_components/row.tsx'],
])('%s may not import %s', (source, resolved) => {
  expect(find(source, resolved)).toHaveLength(1);
});

test.each([
  ['app/(portal)/keys/page.tsx', 'app/(portal)/keys/_components/row.tsx'],
  ['app/(portal)/keys/[id]/edit/page.tsx', 'app/(portal)/keys/_components/row.tsx'],
  ['app/(portal)/keys/_components/table.tsx', 'app/(portal)/keys/_components/row.tsx'],
  ['app/(portal)/layout.tsx', 'app/(portal)/_components/shell.tsx'],
  ['app/(portal)/team/page.tsx', 'components/keys/row.tsx'],
])('%s may import %s', (source, resolved) => {
  expect(find(source, resolved)).toEqual([]);
});
