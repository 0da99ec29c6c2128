import { generate } from 'otplib';
import { describe, expect, test } from 'vitest';
import { readPasscode, readRecoveryCode, stepOf } from './policy';

/** "12345678901234567890", the seed of RFC 6238's test vectors, in base32. */
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('the vectors of RFC 6238, appendix B', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at %s s: %s', async (seconds, passcode) => {
    expect(await stepOf(passcode, seed, at(seconds))).toBe(Math.floor(seconds / 30));
  });
});

describe('tolerance', () => {
  const now = 1_800_000_000;
  test.each([
    ['this step', 0, true],
    ['one step back', -30, true],
    ['two steps back', -60, false],
    ['one step ahead', 30, false],
    ['two steps ahead', 60, false],
  ])('%s', async (_case, offset, accepted) => {
    const passcode = await generate({ secret: seed, epoch: now + offset });
    const step = await stepOf(passcode, seed, at(now));
    expect(step).toBe(accepted ? (now + offset) / 30 : null);
  });
});

test('a clock from before the epoch refuses rather than fails', async () => {
  expect(await stepOf('287082', seed, at(-100_000))).toBeNull();
});

describe('what was typed', () => {
  test.each([
    ['123456', '123456'],
    ['005924', '005924'],
    [' 123 456 ', '123456'],
    ['1 2 3 4 5 6', '123456'],
    ['１２３４５６', null],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['', null],
    ['null', null],
    ['-12345', null],
  ])('%j is %j', (typed, expected) => {
    expect(readPasscode(typed)).toBe(expected);
  });

  test.each([
    ['blanks, hyphens and capitals', ' ABCDE-fgh jk '],
    ['an en dash', 'abcde\u2013fghjk'],
    ['an em dash', 'abcde\u2014fghjk'],
    ['a non-breaking hyphen', 'abcde\u2011fghjk'],
    ['a minus', 'abcde\u2212fghjk'],
    ['a soft hyphen', 'abcde\u00adfghjk'],
    ['a zero-width space and a no-break space', '\u200babcde\u00a0fghjk'],
    ['wide letters', '\uff21\uff22\uff23\uff24\uff25fghjk'],
  ])('a recovery code with %s', (_case, typed) => {
    expect(readRecoveryCode(typed)).toBe('abcdefghjk');
  });
});
