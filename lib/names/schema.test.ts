import { describe, expect, test } from 'vitest';
import { descriptionSchema, foldName, nameSchema } from './schema';

const schema = nameSchema('a name');
const read = (value: unknown) => schema.safeParse(value);
const family = '👨‍👩‍👧‍👦';

describe('accepted', () => {
  test.each([
    ['trimmed', '  Token server  ', 'Token server'],
    ['NFD becomes NFC', 'Cafe\u0301', 'Caf\u00e9'],
    ['an emoji family counts as one', family.repeat(100), family.repeat(100)],
    ['a formula', '=cmd()', '=cmd()'],
    ['a prototype', '__proto__', '__proto__'],
    ['markup', '<script>', '<script>'],
    ['exactly 100', 'x'.repeat(100), 'x'.repeat(100)],
  ])('%s', (_case, value, expected) => {
    expect(read(value).data).toBe(expected);
  });
});

describe('refused, saying what to do', () => {
  test.each([
    ['nothing', '', 'Enter a name.'],
    ['only blanks', ' \t\u00a0\u2003', 'Enter a name.'],
    ['only zero-width characters', '\u200b\u200d\u2060\ufeff', 'Enter a name.'],
    ['NUL', 'a\0b', 'control character'],
    ['a line break', 'a\nb', 'control character'],
    ['a lone surrogate', 'a\ud800b', 'broken character'],
    ['a bidirectional override', 'abc\u202egpj', 'reading direction'],
    ['an isolate', 'abc\u2066x', 'reading direction'],
    ['101 characters', 'x'.repeat(101), 'at most 100'],
    ['101 families', family.repeat(101), 'at most 100'],
    ['a million', 'x'.repeat(1_000_000), 'at most 100'],
    ['a number', 7, 'Enter a name.'],
    ['null', null, 'Enter a name.'],
    ['a filter of the database', { contains: '' }, 'Enter a name.'],
  ])('%s', (_case, value, message) => {
    expect(
      read(value)
        .error?.issues.map((issue) => issue.message)
        .join(),
    ).toContain(message);
  });
});

test('names are one without regard to case and composition', () => {
  expect(foldName('STRASSE')).toBe(foldName('straße'));
  expect(foldName('ΟΔΟΣ')).toBe(foldName('οδος'));
  expect(foldName('Cafe\u0301')).toBe(foldName('CAFÉ'));
  expect(foldName('a')).not.toBe(foldName('b'));
});

test('a description may have lines, and be empty', () => {
  expect(descriptionSchema.parse(' one\r\ntwo ')).toBe('one\r\ntwo');
  expect(descriptionSchema.parse('')).toBe('');
  expect(descriptionSchema.safeParse('x'.repeat(501)).success).toBe(false);
});
