import { describe, expect, test } from 'vitest';
import { matching } from './endpoints';
import { normalizePath } from './judged-path';

describe('the path that is judged', () => {
  test.each([
    ['/v2/token/generate', '/v2/token/generate'],
    ['/v2/token/generate?a=/../b', '/v2/token/generate'],
    ['/', '/'],
    ['/a//b', null],
    ['//a', null],
    ['/a/./b', null],
    ['/a/../b', null],
    ['/a/..', null],
    ['/a/..;/b', null],
    ['/a/.;x=1/b', null],
    ['/a;x=1/b', '/a;x=1/b'],
    ['/a/...;/b', '/a/...;/b'],
    ['/a\\b', null],
    ['/a%2fb', null],
    ['/a%2Fb', null],
    ['/a/%2e%2E/b', null],
    ['/a%5cb', null],
    ['/a#b', null],
    ['/a\u0000', null],
    ['/a b', null],
    ['a', null],
    ['', null],
  ])('%j is %j', (target, expected) => {
    expect(normalizePath(target)).toBe(expected);
  });
});

describe('patterns', () => {
  test.each([
    ['/v2/token/generate', '/v2/token/generate', true],
    ['/v2/token/generate', '/v2/token/Generate', false],
    ['/v2/token/generate', '/v2/token/generate/', false],
    ['/v2/token/generate', '/v2/token', false],
    ['/users/:id', '/users/7', true],
    ['/users/:id', '/users/', false],
    ['/users/:id', '/users/7/keys', false],
    ['/users/:id/keys', '/users/7/keys', true],
    ['/files/*', '/files/a/b/c', true],
    ['/files/*', '/files/', true],
    ['/files/*', '/files', false],
    ['/files/*', '/filesystem/a', false],
    ['/*', '/anything', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    const endpoints = [{ method: 'GET', pattern, keyAlone: false }];
    expect(matching(endpoints, 'GET', path).length === 1).toBe(expected);
    expect(matching(endpoints, 'POST', path)).toEqual([]);
  });
});
