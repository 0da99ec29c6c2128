type Row = {
  what: string;
  bytes: string | Buffer;
  status: number;
  title: string;
  /** Whether the head is valid, so that the request has a route which responds. */
  inBody: boolean;
};

/** A head with these lines. */
const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const row = (what: string, bytes: string | Buffer, status: number, title: string): Row => ({
  what,
  bytes,
  status,
  title,
  inBody: /of a chunk|number of bytes/.test(what),
});
const malformed = (what: string, bytes: string | Buffer) => row(what, bytes, 400, 'Bad request');

/** Input that isn't a request, or isn't one that either plane serves, and how both must respond to it. */
export const garbage = (path: string): Row[] => [
  malformed('no HTTP', 'HELLO\r\n\r\n'),
  malformed('a greeting of TLS', Buffer.from('16030100f1010000ed0303', 'hex')),
  malformed('the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  malformed('another version', head(`GET ${path} HTTP/3.7`, 'Host: a')),
  malformed('a method that there is not', head(`BREW ${path} HTTP/1.1`, 'Host: a')),
  malformed('a blank before the colon', head(`GET ${path} HTTP/1.1`, 'Host : a')),
  malformed('a folded header', head(`GET ${path} HTTP/1.1`, 'Host: a', 'X-A: b', ' c')),
  malformed('lines that end with LF', `GET ${path} HTTP/1.1\nHost: a\n\n`),
  malformed('NUL in a header', head(`GET ${path} HTTP/1.1`, 'Host: a', 'X-A: b\0c')),
  malformed('CR in a header', head(`GET ${path} HTTP/1.1`, 'Host: a', 'X-A: b\rc')),
  malformed('a blank in the path', head(`GET ${path} a HTTP/1.1`, 'Host: a')),
  malformed(
    'two lengths',
    head(`POST ${path} HTTP/1.1`, 'Host: a', 'Content-Length: 1', 'Content-Length: 2'),
  ),
  malformed(
    'a length and chunks',
    head(`POST ${path} HTTP/1.1`, 'Host: a', 'Content-Length: 1', 'Transfer-Encoding: chunked'),
  ),
  malformed('a length that is none', head(`POST ${path} HTTP/1.1`, 'Host: a', 'Content-Length: x')),
  malformed('a target with a name in it', head('GET http://me:pw@a/ HTTP/1.1', 'Host: a')),
  malformed('a target without a host', head('GET http:///a HTTP/1.1', 'Host: a')),
  malformed('a target of another kind', head('GET ftp://a/ HTTP/1.1', 'Host: a')),
  malformed(
    'a number of bytes that is none',
    `${head(`POST ${path} HTTP/1.1`, 'Host: a', 'Transfer-Encoding: chunked')}zz\r\n`,
  ),
  row('a tunnel', head('CONNECT a.example:443 HTTP/1.1', 'Host: a.example:443'), 405, 'Method not allowed'),
  row(
    'headers beyond every bound',
    head(`GET ${path} HTTP/1.1`, 'Host: a', `X-A: ${'a'.repeat(1_200_000)}`),
    431,
    'Request header fields too large',
  ),
  row(
    'a huge extension of a chunk',
    `${head(`POST ${path} HTTP/1.1`, 'Host: a', 'Transfer-Encoding: chunked')}1;${'a'.repeat(20_000)}\r\n`,
    413,
    'Content too large',
  ),
];

/** Requests with an unusable Host. */
export const badHosts = (path: string): [what: string, bytes: string][] => [
  ['no Host', head(`GET ${path} HTTP/1.1`, 'Connection: close')],
  ['two Hosts', head(`GET ${path} HTTP/1.1`, 'Host: a', 'Host: a', 'Connection: close')],
  ['a Host with a path', head(`GET ${path} HTTP/1.1`, 'Host: a/b', 'Connection: close')],
  ['a Host with a name before it', head(`GET ${path} HTTP/1.1`, 'Host: me@a', 'Connection: close')],
];
