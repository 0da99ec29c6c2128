import { describe, expect, test } from 'vitest';
import { emailSchema } from './email-schema';

describe('is an address', () => {
  test.each([
    'ada@example.com',
    "o'neil@example.com",
    'a+b@example.com',
    'r&d@example.com',
    'user/dept@example.com',
    'a!b@example.com',
    'a=b@example.com',
    'anna_example.org#ext#@t.onmicrosoft.com',
    '{brace}|~`^@example.com',
    'anna@xn--e1afmkfd.xn--p1ai',
    'curator@british.museum',
    'a.b.c@a-b.co.uk',
    `${'x'.repeat(64)}@example.com`,
  ])('%s', (value) => {
    expect(emailSchema.parse(value)).toBe(value);
  });

  test('whatever its case and the blanks around it', () => {
    expect(emailSchema.parse('  Ada#EXT#@Example.COM ')).toBe('ada#ext#@example.com');
  });
});

describe('is refused, with the reason', () => {
  test.each([
    ['jörg@bücher.example', 'xn--'],
    ['anna@пример.рф', 'xn--'],
    ['jörg@example.com', 'without accents'],
    // U+212A, the Kelvin sign, is a small k in lower case.
    ['\u212aim@example.com', 'without accents'],
    ['', 'such as ada@example.com'],
    ['ada', 'such as ada@example.com'],
    ['ada@localhost', 'such as ada@example.com'],
    ['@example.com', 'such as ada@example.com'],
    ['a@b@example.com', 'such as ada@example.com'],
    ['.ada@example.com', 'such as ada@example.com'],
    ['ada.@example.com', 'such as ada@example.com'],
    ['a..b@example.com', 'such as ada@example.com'],
    ['"a b"@example.com', 'such as ada@example.com'],
    ['a b@example.com', 'such as ada@example.com'],
    ['<ada@example.com>', 'such as ada@example.com'],
    ['a,b@example.com', 'such as ada@example.com'],
    ['ada@-example.com', 'such as ada@example.com'],
    ['ada@example-.com', 'such as ada@example.com'],
    ['ada@example..com', 'such as ada@example.com'],
    ['ada@[127.0.0.1]', 'such as ada@example.com'],
    ['ada@127.0.0.1', 'such as ada@example.com'],
    [`${'x'.repeat(65)}@example.com`, 'such as ada@example.com'],
    [`ada@${'x'.repeat(64)}.com`, 'such as ada@example.com'],
    [`ada@${'x.'.repeat(200)}com`, 'at most 254'],
    ['a\0da@example.com', 'control character'],
    ['a\ud800da@example.com', 'broken character'],
    ['ada@example.com\r\nBcc: x@example.com', 'such as ada@example.com'],
    [null, 'Enter an email address.'],
    [{ contains: '' }, 'Enter an email address.'],
  ])('%j', (value, reason) => {
    expect(emailSchema.safeParse(value).error?.issues[0]?.message).toContain(reason);
  });
});
