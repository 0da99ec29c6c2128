import { expect, test } from 'vitest';
import { findFolderCircles } from './folder-circles';

/** Modules from lines such as "a/x.ts > b/y.ts". */
const modules = (...imports: string[]) =>
  imports.map((line) => {
    const [source = '', resolved = ''] = line.split(' > ');
    return { source, dependencies: [{ resolved }] };
  });

test.each([
  ['two folders', ['lib/a/x.ts > lib/b/y.ts', 'lib/b/z.ts > lib/a/w.ts'], /^lib: .*a.*b|^lib: .*b.*a/],
  [
    'three',
    ['lib/a/x.ts > lib/b/x.ts', 'lib/b/x.ts > lib/c/x.ts', 'lib/c/y.ts > lib/a/y.ts'],
    /lib\/c\/y\.ts/,
  ],
  ['deep inside', ['lib/a/b/x.ts > lib/a/c/d/y.ts', 'lib/a/c/e/y.ts > lib/a/b/f/x.ts'], /^lib\/a: /],
  ['top-level folders', ['app/x.ts > lib/y.ts', 'lib/z.ts > app/w.ts'], /^the root: /],
  ['a folder and the files beside it', ['lib/x.ts > lib/a/y.ts', 'lib/a/z.ts > lib/w.ts'], /\(files\)/],
])('a circle of %s is found', (_what, imports, expected) => {
  const [circle, ...more] = findFolderCircles(modules(...imports));
  expect(circle).toMatch(expected);
  expect(more).toEqual([]);
});

test.each([
  ['one direction', ['lib/a/x.ts > lib/b/y.ts', 'lib/a/z.ts > lib/b/w.ts']],
  ['a diamond', ['a/x.ts > b/x.ts', 'a/x.ts > c/x.ts', 'b/x.ts > d/x.ts', 'c/x.ts > d/x.ts']],
  [
    'a screen and its components',
    ['app/k/page.tsx > app/k/_components/t.tsx', 'app/k/_components/t.tsx > app/k/actions.ts'],
  ],
  ['tests', ['lib/a/x.ts > lib/b/y.ts', 'lib/b/y.test.ts > lib/a/x.ts']],
  ['within one folder', ['lib/a/x.ts > lib/a/y.ts', 'lib/a/y.ts > lib/a/x.ts']],
])('%s is no circle', (_what, imports) => {
  expect(findFolderCircles(modules(...imports))).toEqual([]);
});
