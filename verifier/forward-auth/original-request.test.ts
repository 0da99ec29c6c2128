import { describe, expect, test } from 'vitest';
import { readGatewayRequirements } from './gateway-requirements';
import { readOriginal, readTarget } from './original-request';

describe('the address', () => {
  const target = (gateway: string, environment: string, rest = '', query = '') => ({
    gateway,
    environment,
    rest,
    query,
  });
  test.each([
    ['/v1/forward-auth/nginx/production', target('nginx', 'production')],
    ['/v1/forward-auth/caddy/integration?', target('caddy', 'integration')],
    ['/v1/forward-auth/traefik/production?dataset=a', target('traefik', 'production', '', 'dataset=a')],
    ['/v1/forward-auth/envoy/production/a/b?x=1', target('envoy', 'production', '/a/b?x=1')],
    ['/v1/forward-auth/envoy/integration//a/../b', target('envoy', 'integration', '//a/../b')],
    // The client's query, not settings.
    ['/v1/forward-auth/envoy/production?dataset=a', target('envoy', 'production', '?dataset=a')],
    ['/v1/forward-auth/envoy/production', target('envoy', 'production')],
  ])('%s', (url, expected) => {
    expect(readTarget(url)).toEqual(expected);
  });

  test.each([
    '/v1/forward-auth',
    '/v1/forward-auth/',
    '/v1/forward-auth/nginx',
    '/v1/forward-auth/nginx/',
    '/v1/forward-auth/nginx/staging',
    '/v1/forward-auth/nginx/Production',
    '/v1/forward-auth/NGINX/production',
    '/v1/forward-auth/nginx/production/',
    '/v1/forward-auth/nginx/production/a',
    '/v1/forward-auth/haproxy/production',
    '/v1/forward-auth/envoy/production*',
    '/v1/forward-auth/envoy/../nginx/production',
    '/v1/forward-auth//nginx/production',
  ])('%s is none of ours', (url) => {
    expect(readTarget(url)).toBeNull();
  });
});

describe('the original request', () => {
  const nginx = { 'x-original-method': 'POST', 'x-original-uri': '/n?a=1' };
  const forwarded = { 'x-forwarded-method': 'PUT', 'x-forwarded-uri': '/f?a=1' };
  const original = (gateway: string, headers: Record<string, string>, rest = '') => {
    const target = readTarget(`/v1/forward-auth/${gateway}/production${rest}`);
    return target && readOriginal(target, { method: 'PATCH', headers });
  };
  test.each([
    ['nginx', { ...nginx, ...forwarded }, '', { method: 'POST', path: '/n?a=1' }],
    ['caddy', { ...nginx, ...forwarded }, '', { method: 'PUT', path: '/f?a=1' }],
    ['traefik', { ...nginx, ...forwarded }, '', { method: 'PUT', path: '/f?a=1' }],
    ['envoy', { ...nginx, ...forwarded }, '/e?a=1', { method: 'PATCH', path: '/e?a=1' }],
    // Missing is empty, which no endpoint names; the other pair never stands in.
    ['nginx', forwarded, '', { method: '', path: '' }],
    ['caddy', nginx, '', { method: '', path: '' }],
    ['traefik', nginx, '', { method: '', path: '' }],
    ['envoy', nginx, '', { method: 'PATCH', path: '' }],
    ['caddy', { x_forwarded_method: 'PUT', x_forwarded_uri: '/f' }, '', { method: '', path: '' }],
  ])('%s %j %s', (gateway, headers, rest, expected) => {
    expect(original(gateway, headers as Record<string, string>, rest)).toEqual(expected);
  });
});

describe('what the settings ask for', () => {
  const nothing = { dataset: null, permissions: [] };
  test.each([
    ['', '/a', nothing],
    ['', '/a?dataset=b', nothing],
    ['dataset=a', '/a', { dataset: 'a', permissions: [] }],
    ['permission=mapper', '/a', { dataset: null, permissions: ['mapper'] }],
    ['permission=a&permission=b,c', '/a', { dataset: null, permissions: ['a', 'b', 'c'] }],
    // Caddy hands on the client's query where its settings name none: no misspelling of theirs, but what adds up counts.
    ['x=1', '/a?x=1', nothing],
    ['x=1&dataset=b', '/a?x=1&dataset=b', { dataset: 'b', permissions: [] }],
    // What the settings ask for holds although the client sends the very same.
    ['dataset=a', '/a?dataset=a', { dataset: 'a', permissions: [] }],
  ])('%s for %s', (query, path, expected) => {
    expect(readGatewayRequirements(query, path)).toEqual(expected);
  });

  test.each([
    'dataset=',
    'dataset=a&dataset=b',
    `dataset=${'a'.repeat(201)}`,
    'permission=',
    'permission=a,',
    'permission=Mapper',
    'permission=a%0d%0aX-Keyport-Key-Id:b',
    'dataste=a',
    'Dataset=a',
    '__proto__=a',
    Array.from({ length: 101 }, () => 'permission=a').join('&'),
  ])('%s makes no sense', (query) => {
    expect(readGatewayRequirements(query, '/a?x=1')).toBeNull();
  });
});
