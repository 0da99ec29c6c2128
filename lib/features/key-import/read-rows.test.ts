import { describe, expect, test } from 'vitest';
import { readRows } from './read-rows';
import type { ReadRow } from './schema';

async function rowsOf(text: string, size = text.length || 1): Promise<ReadRow[]> {
  const chunks = async function* () {
    for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
  };
  const rows: ReadRow[] = [];
  for await (const row of readRows(chunks())) rows.push(row);
  return rows;
}

const CSV = [
  'token,name,description,permissions',
  'a.b/c+d=,Plain,,generator',
  '"quo""ted","Two, three","line one',
  'line two","generator mapper"',
  '',
  'last,  Ümläut 👩‍👩‍👧 , "x" ,',
];
const EXPECTED = [
  { line: 2, values: { token: 'a.b/c+d=', name: 'Plain', permissions: 'generator' } },
  {
    line: 3,
    values: {
      token: 'quo"ted',
      name: 'Two, three',
      description: 'line one\nline two',
      permissions: 'generator mapper',
    },
  },
  { line: 6, values: { token: 'last', name: 'Ümläut 👩‍👩‍👧', description: '"x"' } },
];

describe('CSV', () => {
  test.each([
    ['line feeds', '\n', ''],
    ['carriage returns and line feeds', '\r\n', ''],
    ['carriage returns', '\r', ''],
    ['a byte order mark', '\r\n', '\uFEFF'],
  ])('with %s, in parts of any size, with and without a line break at the end', async (_what, end, mark) => {
    for (const tail of ['', end]) {
      const text = mark + CSV.join(end) + tail;
      for (const size of [1, 2, 3, 7, 64, text.length]) expect(await rowsOf(text, size)).toEqual(EXPECTED);
    }
  });

  test.each([
    ['an unknown field', 'token,nmae\nx,y', 'number 2 is not one of key, secret,'],
    ['no names at all', 'legacy-0123456789abcdef,Token server\n', 'number 1 is not one of'],
    ['semicolons', 'token;name\nx;y', 'separated by commas'],
    ['a field twice', 'token,name,token\nx,y,z', 'the first line names a field twice'],
  ])('the first line: %s', async (_what, text, problem) => {
    const rows = await rowsOf(text);
    expect(rows).toEqual([{ line: 1, problem: expect.stringContaining(problem) }]);
    expect(JSON.stringify(rows)).toMatch(/the file was not read/);
    expect(JSON.stringify(rows)).not.toMatch(/nmae|legacy/);
  });

  test.each([
    [
      'too few cells',
      'token,name\nx\ny,z',
      { line: 2, problem: 'has 1 cells, but the first line names 2 fields' },
    ],
    [
      'too many cells',
      'token,name\nx,y,z\ny,z',
      { line: 2, problem: 'has 3 cells, but the first line names 2 fields' },
    ],
  ])('%s', async (_what, text, expected) => {
    expect(await rowsOf(text)).toEqual([expected, { line: 3, values: { token: 'y', name: 'z' } }]);
  });

  test.each([
    ['never closed', `token,name\na,b\nc,"d${'\nmore'.repeat(40_000)}`, 64_000],
    ['never closed, in a short file', 'token,name\na,b\nc,"d\nmore', 5],
    ['closed in the middle', 'token,name\na,b\nc,"d"e\nf,g', 5],
  ])('a quotation mark that is %s', async (_what, text, size) => {
    const [first, broken, ...rest] = await rowsOf(text, size);
    expect(first).toEqual({ line: 2, values: { token: 'a', name: 'b' } });
    expect(broken).toEqual({
      line: 3,
      problem: expect.stringMatching(/^has quotation marks that are not in pairs/),
    });
    expect(rest).toEqual([]);
  });

  test('an empty file, and one with names alone', async () => {
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf(' \n\n')).toEqual([]);
    expect(await rowsOf('token,name\n')).toEqual([]);
  });
});

describe('JSON lines', () => {
  const lines = [
    '{"token":"a","permissions":["x"]}',
    '',
    '  {"token":"b","name":null}',
    'nonsense',
    '[]',
    '{"token":"c"}',
  ];
  const expected = [
    { line: 1, values: { token: 'a', permissions: ['x'] } },
    { line: 3, values: { token: 'b' } },
    { line: 4, problem: 'is not a JSON object in one line' },
    { line: 5, problem: 'is not a JSON object in one line' },
    { line: 6, values: { token: 'c' } },
  ];
  test('in parts of any size', async () => {
    for (const end of ['\n', '\r\n']) {
      const text = `\uFEFF${lines.join(end)}`;
      for (const size of [1, 5, text.length]) expect(await rowsOf(text, size)).toEqual(expected);
    }
  });

  test.each(['{"token":"a","__proto__":{"name":"b"}}', '{"token":"a","metadata":{"__proto__":"b"}}'])(
    'a member that copies would drop: %s',
    async (text) => {
      expect(await rowsOf(text)).toEqual([{ line: 1, problem: 'is not a JSON object in one line' }]);
    },
  );

  test('a list of objects is not what was asked for', async () => {
    expect(await rowsOf('[\n{"token":"a"},\n{"token":"b"}\n]')).toEqual([
      { line: 1, problem: 'is not a JSON object in one line' },
      { line: 2, problem: 'is not a JSON object in one line' },
      { line: 3, values: { token: 'b' } },
      { line: 4, problem: 'is not a JSON object in one line' },
    ]);
  });
});

test.each(['token,name\nx,caf\uFFFD', '{"token":"x","name":"caf\uFFFD"}'])(
  'what is not UTF-8: %j',
  async (text) => {
    const [row] = await rowsOf(text);
    expect(row).toMatchObject({ problem: 'has characters that are not UTF-8; save the file as UTF-8' });
  },
);
