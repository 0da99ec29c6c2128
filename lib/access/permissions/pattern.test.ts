import { describe, expect, test } from 'vitest';
import { matching } from './endpoints';
import { methodProblem, patternProblem } from './pattern';

describe('a pattern', () => {
  test.each([
    ['/v2/token/generate', '/v2/token/generate'],
    ['/', '/'],
    ['/*', '/a/b'],
    ['/files/*', '/files/a'],
    ['/users/:id', '/users/7'],
    ['/users/:user_id/keys/:k2', '/users/7/keys/8'],
    ['/users/', '/users/'],
    ['/jobs:batch', '/jobs:batch'],
    ['/a%20b', '/a%20b'],
    ['/a/...', '/a/...'],
    ['/v1.2/x', '/v1.2/x'],
  ])('%s is good, and lets %s through', (pattern, path) => {
    expect(patternProblem(pattern)).toBeNull();
    expect(matching([{ method: 'GET', pattern, keyAlone: false }], 'GET', path)).toHaveLength(1);
  });

  test.each([
    ['', 'begin with a /'],
    ['v2/token', 'begin with a /'],
    ['https://api.example.com/v2', 'begin with a /'],
    ['*', 'begin with a /'],
    ['/a?b=c', 'query'],
    ['/a#b', 'fragment'],
    ['//a', 'doubled'],
    ['/a//b', 'doubled'],
    ['/a/./b', 'segments of .'],
    ['/a/../b', 'segments of .'],
    ['/a/..', 'segments of .'],
    ['/a/..;/b', 'segments of .'],
    ['/a\\b', 'backslash'],
    ['/a%2fb', 'encoded slashes'],
    ['/a%2Fb', 'encoded slashes'],
    ['/a%5Cb', 'encoded slashes'],
    ['/a/%2e%2e/b', 'encoded slashes'],
    ['/a%00', 'encoded slashes'],
    ['/a%', 'hexadecimal'],
    ['/a%zz', 'hexadecimal'],
    ['/a b', 'percent-encoded'],
    ['/a\tb', 'percent-encoded'],
    ['/ü', 'percent-encoded'],
    ['/a*', 'stands alone'],
    ['/*/a', 'stands alone'],
    ['/a/**', 'stands alone'],
    ['/a/:', 'after :'],
    ['/a/:7', 'after :'],
    ['/a/:a-b', 'after :'],
    ['/a/::b', 'after :'],
    [`/${'a'.repeat(300)}`, 'at most 300'],
  ])('%j is refused: %s', (pattern, words) => {
    expect(patternProblem(pattern)).toContain(words);
  });
});

test.each([
  ['POST', true],
  ['PROPFIND', true],
  ['post', false],
  ['Post', false],
  ['', false],
  ['*', false],
  ['GET POST', false],
])('the method %j is good: %s', (method, good) => {
  expect(methodProblem(method) === null).toBe(good);
});
