import { expect, test } from 'vitest';
import { securityTxt } from './security-txt';

const NOW = new Date('2026-11-26T12:00:00Z');
const textFor = (contact: string | undefined) => securityTxt(contact, 'https://keys.example.com', NOW);

test.each([
  ['security@example.com', 'mailto:security@example.com'],
  ['https://example.com/security', 'https://example.com/security'],
])('%s is a contact', (contact, uri) => {
  expect(textFor(contact)?.split('\n')).toEqual([
    `Contact: ${uri}`,
    'Expires: 2027-05-25T12:00:00.000Z',
    'Preferred-Languages: en',
    'Canonical: https://keys.example.com/.well-known/security.txt',
    '',
  ]);
});

test.each([
  undefined,
  '',
  'Ask in #platform',
  'http://example.com',
  'ada@example.com or https://example.com',
  'a@b\nContact: mailto:eve@example.com',
])('%j is none', (contact) => {
  expect(textFor(contact)).toBeNull();
});
