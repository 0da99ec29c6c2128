import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { datasetQuerySchema } from '@/lib/access/datasets/schema';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { organizationQuerySchema } from '@/lib/organizations/organizations/schema';
import { auditQuerySchema } from '@/lib/platform/audit/schema';
import { id, makeStorable, text } from './schema';

const UNSTORABLE = ['\0', 'a\0b', '\ud800', 'a\udfffb', '\udc00\ud800', 'x'.repeat(300)];

describe('text', () => {
  test.each(['', 'a', '\u00e9', '\ud83d\udc68\u200d\ud83d\udc69', '\ufffd', '\u0001'])(
    'accepts %j',
    (value) => {
      expect(text(200).parse(value)).toBe(value);
    },
  );

  test.each([...UNSTORABLE, 7, null, undefined, {}, ['a'], true])('refuses %j', (value) => {
    expect(text(200).safeParse(value).success).toBe(false);
  });
});

test('an id is in lower case, as the database writes it', () => {
  expect(id().parse('C0FFEE00-0000-4000-8000-00000000000A')).toBe('c0ffee00-0000-4000-8000-00000000000a');
});

test.each([
  ['a\0b', 10, 'a\ufffdb'],
  ['\ud800x', 10, '\ufffdx'],
  // Cutting through a pair must not leave half of it.
  ['ab\ud83d\ude00', 3, 'ab\ufffd'],
  ['abc', 2, 'ab'],
])('%j is stored, at most %i long, as %j', (value, max, stored) => {
  expect(makeStorable(value, max)).toBe(stored);
});

describe.each([
  ['keys', keyQuerySchema, ['q'], ['permission', 'dataset', 'status']],
  ['audit log', auditQuerySchema, ['q', 'time'], ['area', 'action', 'outcome']],
  ['datasets', datasetQuerySchema, ['q'], []],
  ['organizations', organizationQuerySchema, ['q'], ['kind']],
] as const)('a question to the list of %s', (_list, schema, texts, lists) => {
  test.each(UNSTORABLE)('leaves %j out', (value) => {
    const asked = Object.fromEntries([
      ...texts.map((name) => [name, value]),
      ...lists.map((name) => [name, [value]]),
    ]);
    const read = schema.parse(asked) as Record<string, unknown>;
    for (const name of texts) expect(read[name], name).toBe('');
    for (const name of lists) expect(read[name], name).toEqual([]);
  });
});

/**
 * What needs no rule: settings, which Node decodes from the environment; the state file, which only Keyport writes; and
 * what the verifier reads, which it compares with memory and never stores, so that a bad text is just no key; what the API
 * answers; and metadata, a record of texts that have the rule.
 */
const EXEMPT =
  /^(lib\/platform\/(text|env)\/|scripts\/postgres\/state|verifier\/http\/verify-body|lib\/platform\/openapi\/answered|lib\/access\/key-records\/metadata-schema)/;

test('no other schema takes text or ids as they come', () => {
  const files = ['app', 'components', 'lib', 'portal', 'scripts', 'verifier']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|^lib\/platform\/db\/generated\//.test(file))
    .filter((file) => !EXEMPT.test(file));
  expect(files.length).toBeGreaterThan(200);
  const bare = files.filter((file) =>
    /\bz\s*\.\s*(string|uuid|guid|url|email|iso|any|unknown|looseObject|record)\(/.test(
      readFileSync(file, 'utf8').replaceAll('.pipe(z.email(', ''),
    ),
  );
  expect(bare).toEqual([]);
});
