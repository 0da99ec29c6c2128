import { describe, expect, test } from 'vitest';
import { descriptionSchema, foldName, nameSchema } from './name-schema';

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
    ['Persian with a joiner', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Hindi with a joiner', 'क्\u200dष', 'क्\u200dष'],
    ['a keycap', '1\ufe0f\u20e3', '1\ufe0f\u20e3'],
    ['one dot of Braille', '\u2801', '\u2801'],
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
    ['only the Braille blank', '\u2800', 'Enter a name.'],
    ['only a combining mark', '\u0301', 'Enter a name.'],
    ['only Hangul fillers', '\u3164\u115f', 'Enter a name.'],
    ['only variation selectors', '\ufe0f\ufe0e', 'Enter a name.'],
    ['only tags', '\u{e0041}\u{e007f}', 'Enter a name.'],
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

describe('names that look the same are one', () => {
  test.each([
    ['a zero-width space', 'Bil\u200bling', 'Billing'],
    ['a zero-width joiner', 'Bil\u200dling', 'Billing'],
    ['a zero-width non-joiner', 'Bil\u200cling', 'Billing'],
    ['a left-to-right mark', 'Billing\u200e', 'Billing'],
    ['a right-to-left mark', '\u200fBilling', 'Billing'],
    ['an Arabic letter mark', 'Billing\u061c', 'Billing'],
    ['a soft hyphen', 'Bil\u00adling', 'Billing'],
    ['a word joiner', 'Bil\u2060ling', 'Billing'],
    ['a byte order mark inside', 'Bil\ufeffling', 'Billing'],
    ['a grapheme joiner', 'Bil\u034fling', 'Billing'],
    ['a Hangul filler', 'Bil\u3164ling', 'Billing'],
    ['a variation selector', '\u2764\ufe0f', '\u2764'],
    ['a tag', 'Billing\u{e0041}', 'Billing'],
    ['a no-break space', 'Billing\u00a0prod', 'Billing prod'],
    ['two blanks', 'Billing  prod', 'Billing prod'],
    ['a thin, an em and an ideographic space', 'Billing\u2009\u2003\u3000prod', 'Billing prod'],
    ['a Braille blank', 'Billing\u2800prod', 'Billing prod'],
    ['a Braille blank at the end', 'Billing\u2800', 'Billing'],
    ['a joiner between a letter and its accent', 'Cafe\u200d\u0301', 'Café'],
  ])('with %s', (_what, name, plain) => {
    expect(foldName(name)).toBe(foldName(plain));
  });

  test.each([
    ['Billing prod', 'Billingprod'],
    [
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    ],
    ['\u2801', '\u2802'],
    ['a-b', 'a–b'],
  ])('%s is not %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });
});
