import { expect, test } from 'vitest';
import { signInPath, wantedPage, wantedPageAt } from './wanted-page-schema';

test.each([
  '/',
  '/keys',
  '/audit?outcome=failure',
  '/keys/0198c0de-0000-7000-8000-000000000000?roll',
  '/keys?q=https://example.com//x&sort=name',
])('%s is a page of this portal', (page) => {
  expect(wantedPage(page)).toBe(page);
  expect(wantedPageAt(`https://keys.example.com${page}`, 'https://keys.example.com')).toBe(page);
});

test.each([
  [''],
  ['keys'],
  ['https://evil.example'],
  ['//evil.example'],
  ['///evil.example'],
  ['/keys//x'],
  ['/\\evil.example'],
  ['\\\\evil.example'],
  ['/keys\\x'],
  ['/\t/evil.example'],
  ['/\n/evil.example'],
  [' /keys'],
  ['/keys\u0000'],
  ['/\u202e'],
  ['/sign-in?to=/keys'],
  ['/api/auth/signout'],
  ['/x/../sign-in'],
  ['/x/..//evil.example'],
  ['/./api/auth/session'],
  ['/setup'],
  ['/keys#x'],
  [`/${'x'.repeat(2_000)}`],
  [['/keys', '/audit']],
  [undefined],
])('%j is none', (text) => {
  expect(wantedPage(text)).toBeNull();
});

test.each([
  'https://keys.example.com.evil.example/keys',
  'https://keys.example.com@evil.example/',
  'https://evil.example/',
])('%s is no address of this portal', (address) => {
  expect(wantedPageAt(address, 'https://keys.example.com')).toBeNull();
});

test('the sign-in page knows where to continue, unless that is the start page', () => {
  expect(signInPath('/audit?outcome=failure')).toBe('/sign-in?to=%2Faudit%3Foutcome%3Dfailure');
  expect([signInPath('/'), signInPath(null), signInPath('//evil.example')]).toEqual(
    Array(3).fill('/sign-in'),
  );
});
