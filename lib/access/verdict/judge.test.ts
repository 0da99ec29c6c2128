import { describe, expect, test } from 'vitest';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { parseAddress, parseNetworks } from '@/lib/platform/network/address';
import { type AccessRequest, type CredentialFacts, judge, type SecretProof, type VerdictCode } from './judge';

const now = Date.UTC(2026, 10, 21, 12);
const generate: Endpoint = { method: 'POST', pattern: '/v2/token/generate', keyAlone: false };
const refresh: Endpoint = { method: 'POST', pattern: '/v2/token/refresh', keyAlone: true };
const catalogue = [generate, refresh];

const key = (more: Partial<CredentialFacts> = {}): CredentialFacts => ({
  type: 'secret',
  status: 'active',
  environment: 'production',
  expiresAt: null,
  endsAt: null,
  ended: false,
  ipRanges: [],
  datasets: [],
  permissions: new Map([['generator', catalogue]]),
  rate: null,
  ...more,
});

const asked = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  environment: 'production',
  permissions: [],
  endpoint: null,
  dataset: null,
  client: null,
  ...more,
});

const at = (path: string, method = 'POST') => ({ endpoint: { method, path } });
const from = (address: string) => ({ client: parseAddress(address) });
const verdict = (
  judged: CredentialFacts | null,
  proof: SecretProof,
  request: AccessRequest = asked(),
): VerdictCode => judge(judged, proof, request, catalogue, now);

const dead: [string, Partial<CredentialFacts>, VerdictCode][] = [
  ['revoked', { status: 'revoked' }, 'REVOKED'],
  ['disabled', { status: 'disabled' }, 'DISABLED'],
  ['expired', { expiresAt: now }, 'EXPIRED'],
  ['rolled', { endsAt: now }, 'ROLLED'],
  ['ended at once, by a clock that is behind', { ended: true, endsAt: now + 5_000 }, 'ROLLED'],
];

describe('credentials', () => {
  test.each<[string, CredentialFacts | null, SecretProof, AccessRequest, VerdictCode]>([
    ['the right secret', key(), 'secret', asked(), 'VALID'],
    ['a wrong secret', key(), 'wrong', asked(), 'NOT_FOUND'],
    ['an unknown key with a secret', null, 'wrong', asked(), 'NOT_FOUND'],
    ['no secret', key(), 'none', asked(), 'SECRET_REQUIRED'],
    ['no secret, unknown key', null, 'none', asked(), 'SECRET_REQUIRED'],
    [
      'no secret where the endpoint asks for one',
      key(),
      'none',
      asked(at('/v2/token/generate')),
      'SECRET_REQUIRED',
    ],
    ['the same, unknown key', null, 'none', asked(at('/v2/token/generate')), 'SECRET_REQUIRED'],
    [
      'no secret at a path that no permission names',
      key(),
      'none',
      asked(at('/elsewhere')),
      'SECRET_REQUIRED',
    ],
    ['no secret where the key alone is enough', key(), 'none', asked(at('/v2/token/refresh')), 'VALID'],
    ['the same, unknown key', null, 'none', asked(at('/v2/token/refresh')), 'NOT_FOUND'],
    [
      'a wrong secret where the key alone is enough',
      key(),
      'wrong',
      asked(at('/v2/token/refresh')),
      'NOT_FOUND',
    ],
    [
      'no secret and a named permission',
      key(),
      'none',
      asked({ permissions: ['generator'] }),
      'SECRET_REQUIRED',
    ],
  ])('%s', (_case, judged, proof, request, expected) => {
    expect(verdict(judged, proof, request)).toBe(expected);
  });
});

describe('a caller that proved its secret learns what became of a key', () => {
  test.each(dead)('%s', (_case, more, code) => {
    expect(verdict(key(more), 'secret')).toBe(code);
    expect(verdict(key(more), 'wrong')).toBe('NOT_FOUND');
    expect(verdict(key(more), 'none')).toBe('SECRET_REQUIRED');
    expect(verdict(key(more), 'none', asked(at('/v2/token/refresh')))).toBe('NOT_FOUND');
  });

  test('in the order of the contract', () => {
    const everything = {
      status: 'revoked',
      expiresAt: now,
      endsAt: now,
      environment: 'integration',
    } as const;
    const request = asked({ dataset: 'd', permissions: ['mapper'] });
    expect(verdict(key(everything), 'secret', request)).toBe('REVOKED');
    expect(verdict(key({ ...everything, status: 'disabled' }), 'secret', request)).toBe('DISABLED');
    expect(verdict(key({ ...everything, status: 'active' }), 'secret', request)).toBe('EXPIRED');
    const rolled = key({
      ...everything,
      status: 'active',
      expiresAt: null,
      ipRanges: parseNetworks(['10.0.0.0/8']),
    });
    expect(verdict(rolled, 'secret', request)).toBe('ROLLED');
    const living = { ...rolled, endsAt: null };
    expect(verdict(living, 'secret', request)).toBe('WRONG_ENVIRONMENT');
    const here = { ...request, environment: 'integration' as const };
    expect(verdict(living, 'secret', here)).toBe('IP_NOT_ALLOWED');
    expect(verdict(living, 'secret', { ...here, ...from('10.1.2.3') })).toBe('DATASET_NOT_ALLOWED');
    const plain = { ...here, ...from('10.1.2.3'), dataset: null };
    expect(verdict(living, 'secret', plain)).toBe('INSUFFICIENT_PERMISSIONS');
    expect(verdict(living, 'secret', { ...plain, permissions: ['generator'] })).toBe('VALID');
  });

  test('ends are exclusive', () => {
    expect(verdict(key({ expiresAt: now + 1 }), 'secret')).toBe('VALID');
    expect(verdict(key({ endsAt: now + 1 }), 'secret')).toBe('VALID');
  });
});

describe('addresses', () => {
  const limited = key({ ipRanges: parseNetworks(['203.0.113.0/24', '2001:db8::/32']) });
  test.each<[string, AccessRequest, VerdictCode]>([
    ['inside', asked(from('203.0.113.7')), 'VALID'],
    ['inside, mapped into IPv6', asked(from('::ffff:203.0.113.7')), 'VALID'],
    ['inside, IPv6', asked(from('2001:db8::7')), 'VALID'],
    ['outside', asked(from('198.51.100.7')), 'IP_NOT_ALLOWED'],
    ['none given', asked(), 'IP_NOT_ALLOWED'],
  ])('%s', (_case, request, expected) => {
    expect(verdict(limited, 'secret', request)).toBe(expected);
  });
});

describe('permissions and endpoints', () => {
  test.each<[string, AccessRequest, VerdictCode]>([
    ['a permission that is held', asked({ permissions: ['generator'] }), 'VALID'],
    ['one of two is not', asked({ permissions: ['generator', 'mapper'] }), 'INSUFFICIENT_PERMISSIONS'],
    ['an endpoint that is named', asked(at('/v2/token/generate')), 'VALID'],
    ['with a query', asked(at('/v2/token/generate?x=1')), 'VALID'],
    ['another method', asked(at('/v2/token/generate', 'GET')), 'INSUFFICIENT_PERMISSIONS'],
    ['another case', asked(at('/V2/token/generate')), 'INSUFFICIENT_PERMISSIONS'],
    ['an endpoint that no permission names', asked(at('/v2/key/latest')), 'INSUFFICIENT_PERMISSIONS'],
    [
      'a path that could be read in two ways',
      asked(at('/v2/x/../token/generate')),
      'INSUFFICIENT_PERMISSIONS',
    ],
    ['the secret where the key alone is enough', asked(at('/v2/token/refresh')), 'VALID'],
  ])('%s', (_case, request, expected) => {
    expect(verdict(key(), 'secret', request)).toBe(expected);
  });

  test('a key with only the permission that requires a secret has to present it', () => {
    const strict = key({ permissions: new Map([['strict', [{ ...refresh, keyAlone: false }]]]) });
    expect(verdict(strict, 'none', asked(at('/v2/token/refresh')))).toBe('SECRET_REQUIRED');
    expect(verdict(strict, 'secret', asked(at('/v2/token/refresh')))).toBe('VALID');
  });
});

describe('public keys', () => {
  const open = key({ type: 'public' });
  test.each<[string, AccessRequest, VerdictCode]>([
    ['the key alone', asked(), 'VALID'],
    ['an endpoint for the key alone', asked(at('/v2/token/refresh')), 'VALID'],
    ['an endpoint that asks for a secret', asked(at('/v2/token/generate')), 'INSUFFICIENT_PERMISSIONS'],
    ['a named permission', asked({ permissions: ['generator'] }), 'INSUFFICIENT_PERMISSIONS'],
  ])('%s', (_case, request, expected) => {
    expect(verdict(open, 'none', request)).toBe(expected);
  });

  test.each(dead)('%s', (_case, more, code) => {
    expect(verdict(key({ ...more, type: 'public' }), 'none')).toBe(code);
  });

  test('a secret that it does not have is a wrong one', () => {
    expect(verdict(open, 'wrong')).toBe('NOT_FOUND');
  });
});
