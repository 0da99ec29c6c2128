import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv';

test.each([
  ['=cmd()', `'=cmd()`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['＝1', `'＝1`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a=b', 'a=b'],
  ['say "hi"', '"say ""hi"""'],
  ['a,b', '"a,b"'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['', ''],
])('%j', (text, cell) => {
  expect(csvLine([text, 'end'])).toBe(`${cell},end\r\n`);
});

test('numbers, nothing and lists', () => {
  expect(csvLine([-1, null, [], ['a', 'b'], ['=a', 'b']])).toBe(`-1,,,a; b,'=a; b\r\n`);
});

test('whatever is written is read back by the rules of RFC 4180, and never begins like a formula', () => {
  const cells = fc.array(fc.string({ unit: fc.constantFrom(...'",\r\n=+-@\t ab') }), { minLength: 1 });
  fc.assert(
    fc.property(cells, (given) => {
      const read = readBack(csvLine(given));
      expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))).toEqual(given);
      expect(read.some((cell) => /^[=+\-@\t\r\n]/.test(cell))).toBe(false);
    }),
  );
});

/** One line, by the grammar: a cell is quoted, with two marks for one, or it is plain. */
function readBack(line: string): string[] {
  const cells: string[] = [];
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  for (let at = 0; at <= line.length - 2; at = cell.lastIndex + 1) {
    cell.lastIndex = at;
    const [, quoted, plain] = cell.exec(line) ?? [];
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (line.startsWith('\r\n', cell.lastIndex) && cell.lastIndex === line.length - 2) break;
  }
  return cells;
}
