import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Endpoint, matching } from './endpoints';
import { normalizePath } from './judged-path';

const ENDPOINTS: Endpoint[] = ['/files/*', '/files/:id', '/*', '/:a', '/:a/:b', '/:a/:b/:c'].map(
  (pattern) => ({
    method: 'GET',
    pattern,
    keyAlone: false,
  }),
);

/** The patterns that let this path through. */
const opened = (target: string): string[] => {
  const path = normalizePath(target);
  return path === null ? [] : matching(ENDPOINTS, 'GET', path).map(({ pattern }) => pattern);
};

describe('what an upstream could read in two ways matches nothing, for wildcards and parameters alike', () => {
  test.each([
    // Dot segments: plain, encoded, encoded twice, with what servers cut off or trim.
    '/files/..',
    '/files/../x',
    '/files/./x',
    '/files/%2e%2e/x',
    '/files/.%2e/x',
    '/files/%2E./x',
    '/files/%252e%252e/x',
    '/files/%25252e%25252e/x',
    '/files/..;/x',
    '/files/..;a=b/x',
    '/files/..%3b/x',
    '/files/..%3Ba/x',
    '/files/..%253b/x',
    '/files/;/../x',
    '/files/;a/x',
    '/files/%3b/x',
    '/files/.;.;/x',
    '/files/..%20/x',
    '/files/%20../x',
    '/files/..%09/x',
    '/files/..%c2%a0/x',
    '/files/..%00/x',
    '/files/.. /x',
    '/files/..\t/x',
    '/files/..%23',
    '/files/..%3f',
    '/files/..%2f',
    '/files/..%5c..%5cx',
    '/files/..\\x',
    '/files/x/..%2e',
    '/files/..%e3%80%80/x',
    // Overlong UTF-8 (RFC 3629 §10), which is no UTF-8 at all.
    '/files/%c0%ae%c0%ae/x',
    '/files/%c0%af',
    '/files/%e0%80%ae/x',
    '/files/%ff',
    '/files/%ed%a0%80',
    // Look-alikes that NFKC or a best-fit code page turns into dots and slashes.
    '/files/%ef%bc%8e%ef%bc%8e/x',
    '/files/%e2%80%a4%e2%80%a4/x',
    '/files/%e2%80%a5/x',
    '/files/a%ef%bc%8fb',
    '/files/a%e2%88%95b',
    '/files/a%ef%bc%bcb',
    // Separators, and characters that end or split what is read.
    '/files/a%2fb',
    '/files/a%252fb',
    '/files/a%5cb',
    '/files/a%255Cb',
    '/files//x',
    '//files/x',
    '/files/%0d%0ax',
    '/files/x%0a',
    '/files/x%7f',
    '/files/x%c2%85',
    '/files/x%e2%80%a8',
    '/files/%00',
    '/files/x#y',
    '/files/x%23y',
    '/files/x%3fy',
    // Encodings that aren't one.
    '/files/%',
    '/files/%2',
    '/files/%zz',
    '/files/%u002e%u002e/x',
    'files/x',
    '*',
    'https://files/x',
    '',
  ])('%j', (target) => {
    expect(opened(target)).toEqual([]);
  });

  test.each([
    ['/files/a', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/a?x=/../y', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/', ['/files/*', '/*']],
    ['/files/...', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/.hidden', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/a..b', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/a.', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/a;v=1', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/a%20b', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/100%25', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/%c3%bc', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/a+b,c:d@e~f!$&()*', ['/files/*', '/files/:id', '/*', '/:a/:b']],
    ['/files/%F0%9F%98%80', ['/files/*', '/files/:id', '/*', '/:a/:b']],
  ])('but %j is as clear as it looks', (target, patterns) => {
    expect(opened(target)).toEqual(patterns);
  });
});

/** As servers and frameworks read a segment: decoded so often, without what follows a semicolon, trimmed, folded. */
function readings(segment: string): string[] {
  const found = new Set([segment]);
  for (let round = 0; round < 4; round++) {
    for (const each of [...found]) {
      try {
        found.add(decodeURIComponent(each));
      } catch {}
      found.add(each.split(';')[0] ?? '');
      found.add(each.trim());
      found.add(each.normalize('NFKC'));
    }
  }
  return [...found];
}

const ODD = [
  '.',
  '..',
  '%2e',
  '%2E',
  '%252e',
  ';',
  '%3b',
  '%253b',
  '/',
  '%2f',
  '%252F',
  '\\',
  '%5c',
  '%20',
  '%09',
  '%0d',
];
const piece = fc.oneof(
  fc.constantFrom(
    ...ODD,
    '%00',
    '%25',
    '%',
    ' ',
    '\t',
    '%c2%a0',
    '%ef%bc%8e',
    '%e2%80%a5',
    '%ef%bc%8f',
    'a',
    'ü',
    '#',
    '?',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

test('however it is decoded, nothing that is let through has a dot segment, another separator or a control', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = normalizePath(`/files/${pieces.join('')}`);
      if (path === null) return;
      for (const segment of path.split('/')) {
        for (const reading of readings(segment)) {
          expect(['.', '..']).not.toContain(reading);
          expect(reading).not.toMatch(/[/\\\p{Cc}]/u);
        }
      }
    }),
    { numRuns: 5_000 },
  );
});
