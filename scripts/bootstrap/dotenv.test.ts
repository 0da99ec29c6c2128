import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findCutValue, loadDotenv } from './dotenv.mjs';

const directory = mkdtempSync(join(tmpdir(), 'keyport-dotenv-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a # in .env', () => {
  it.each([
    ['VERIFIER_TOKEN=abc#def', 'VERIFIER_TOKEN'],
    ['# a comment\nA=1\nexport KEYPORT_SECRET = abc#def # and more', 'KEYPORT_SECRET'],
    ['SMTP_URL=smtps://user:pa#ss@mail.example.com\r\n', 'SMTP_URL'],
    ['A=two words#three', 'A'],
  ])('that would cut a value short is refused by name: %j', (text, name) => {
    expect(findCutValue(text)).toBe(name);
  });

  it.each([
    'A=abc # a comment',
    'A=abc\t#a comment with a#b',
    '#A=abc#def',
    'A="abc#def"',
    "A='abc#def' # a comment",
    'A=#nothing',
    'A=',
    'A=abc',
  ])('that begins a comment, or stands in quotes, is fine: %j', (text) => {
    expect(findCutValue(text)).toBeUndefined();
  });

  it('is reported in one line without the value', () => {
    const file = join(directory, '.env');
    writeFileSync(file, 'VERIFIER_TOKEN=abc#def\n');
    expect(() => loadDotenv(file)).toThrow(/^VERIFIER_TOKEN in [^\n]+ must be in quotes: it holds a #/);
    expect(() => loadDotenv(file)).toThrow(/^(?!.*abc)/);
  });
});
