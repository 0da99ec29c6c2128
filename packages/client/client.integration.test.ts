import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { freePort } from '@/scripts/postgres/free-port';
import { send } from '@/test/http';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

/** The package as somebody gets it: built, packed, and installed in a project of its own. */

const GENERATE = '/v2/token/generate';
const TOKEN = 'the-token-of-the-verifier';

let scratch: string;
let verifier: TestVerifier;
let actor: Actor;
let key: Reveal;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'keyport-client-'));
  const bin = (name: string) => resolve('node_modules/.bin', name);
  execFileSync(bin('tsc'), ['-p', 'packages/client']);
  execFileSync('npm', ['pack', '--pack-destination', scratch, resolve('packages/client')], { stdio: 'pipe' });
  writeFileSync(join(scratch, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--offline', '--no-audit', './keyport-client-0.1.0.tgz'], {
    cwd: scratch,
    stdio: 'pipe',
  });
  mkdirSync(join(scratch, 'node_modules/@types'), { recursive: true });
  for (const name of ['express', 'fastify', 'hono', '@types/express', '@types/node'])
    symlinkSync(resolve('node_modules', name), join(scratch, 'node_modules', name));
  cpSync('packages/client/examples', scratch, { recursive: true });
  writeDocumented(scratch);
  writeFileSync(
    join(scratch, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'NodeNext',
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        outDir: 'built',
        types: ['node'],
      },
      include: ['*.ts'],
    }),
  );
  // The types are right, also of what docs/client.md shows, and a wrong use is not: narrowing.ts expects its error.
  execFileSync(bin('tsc'), ['-p', scratch], { stdio: ['ignore', 'inherit', 'inherit'] });
  verifier = await startVerifier({ token: TOKEN });
  actor = await newActor();
  key = await newKey(actor, { name: 'Acme', externalId: 'customer-4711' });
}, 120_000);
afterAll(async () => {
  await verifier.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** What the documentation leaves out of each of its programs but the first. */
const APPS: Record<string, string> = {
  express: "import express from 'express';\nconst app = express();",
  fastify: "import Fastify from 'fastify';\nconst app = Fastify();",
  hono: "import { Hono } from 'hono';",
};

/** The programs of docs/client.md, as files of the scratch project. */
function writeDocumented(folder: string): void {
  const docs = readFileSync('docs/client.md', 'utf8');
  const [asking = '', ...others] = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  if (others.length !== 4) throw new Error('docs/client.md has other programs than these');
  writeFileSync(join(folder, 'documented.ts'), asking);
  const [creating] = asking.split('const verdict');
  for (const [index, code] of others.entries()) {
    const app = Object.entries(APPS).find(([name]) => code.includes(name))?.[1] ?? '';
    writeFileSync(join(folder, `documented-${index}.ts`), `${creating}${app}\n${code}`);
  }
}

type Answer = { status: number; headers: Record<string, unknown>; body: string };
type Ask = (path: string, headers: Record<string, string | string[]>) => Promise<Answer>;
type Started = { ask: Ask; stop(): void };
type Settings = { url?: string; token?: string };

const imported = (name: string) => import(pathToFileURL(join(scratch, 'built', `${name}.js`)).href);

/** A program of the scratch project that listens by itself. */
async function startProgram(name: string, { url = verifier.url, token = TOKEN }: Settings): Promise<Started> {
  const child = spawn(process.execPath, [join(scratch, 'built', `${name}.js`)], {
    env: { ...process.env, PORT: '0', VERIFIER_URL: url, VERIFIER_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { port } = JSON.parse(line.toString()) as { port: number };
  const ask: Ask = (path, headers) => send(`http://127.0.0.1:${port}`, { method: 'POST', path, headers });
  return { ask, stop: () => child.kill() };
}

let loaded = 0;
/** A module of the scratch project that answers Requests. */
async function startModule(name: string, { url = verifier.url, token = TOKEN }: Settings): Promise<Started> {
  Object.assign(process.env, { VERIFIER_URL: url, VERIFIER_TOKEN: token });
  // A module of its own for each, since it reads its settings once.
  loaded += 1;
  const copy = `${name}-${loaded}`;
  cpSync(join(scratch, 'built', `${name}.js`), join(scratch, 'built', `${copy}.js`));
  const { app, POST } = await imported(copy);
  const answer = async (request: Request): Promise<Response> => (app ? app.fetch(request) : POST(request));
  const ask: Ask = async (path, headers) => {
    const given = new Headers();
    for (const [header, values] of Object.entries(headers))
      for (const value of [values].flat()) given.append(header, value);
    const response = await answer(
      new Request(`http://api.example${path}`, { method: 'POST', headers: given }),
    );
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
  return { ask, stop: () => undefined };
}

const FRAMEWORKS: [string, (settings: Settings) => Promise<Started>][] = [
  ['Express', (settings) => startProgram('express', settings)],
  ['Fastify', (settings) => startProgram('fastify', settings)],
  ['Hono', (settings) => startModule('hono', settings)],
  ['a Next.js route', (settings) => startModule('next-route', settings)],
];

const bearer = ({ key, secret }: Pick<Reveal, 'key' | 'secret'>) => ({
  Authorization: `Bearer ${key}.${secret}`,
});

describe.each(FRAMEWORKS)('%s', (_name, start) => {
  let api: Started;
  beforeAll(async () => {
    api = await start({});
  });
  afterAll(() => api.stop());

  test('lets pass whoever may, and knows who it is', async () => {
    const basic = Buffer.from(`${key.key}:${key.secret}`).toString('base64');
    for (const headers of [
      bearer(key),
      { Authorization: `Basic ${basic}` },
      { 'X-API-Key': key.key, 'X-API-Secret': key.secret ?? '' },
    ]) {
      const answer = await api.ask(`${GENERATE}?a=1`, headers);
      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        200,
        { hello: 'Acme', customer: 'customer-4711' },
      ]);
    }
  });

  test.each<[string, (key: Reveal) => Record<string, string | string[]>, string, number, string, string?]>([
    ['nobody', () => ({}), GENERATE, 401, 'NO_CREDENTIALS', 'Bearer realm="api"'],
    [
      'garbage',
      () => ({ Authorization: 'Bearer x' }),
      GENERATE,
      401,
      'NOT_FOUND',
      'Bearer realm="api", error="invalid_token"',
    ],
    ['a wrong secret', (key) => bearer({ ...key, secret: 'x' }), GENERATE, 401, 'NOT_FOUND'],
    ['two credentials', (key) => ({ ...bearer(key), 'X-API-Key': key.key }), GENERATE, 401, 'NOT_FOUND'],
    [
      'Authorization twice',
      (key) => ({ Authorization: Array(2).fill(bearer(key).Authorization) }),
      GENERATE,
      401,
      'NOT_FOUND',
    ],
    ['a path that no permission has', bearer, '/elsewhere', 403, 'INSUFFICIENT_PERMISSIONS'],
  ])('refuses %s', async (_what, headersOf, path, status, code, challenge) => {
    const answer = await api.ask(path, headersOf(key));
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(answer.body)).toMatchObject({ status, code });
    if (challenge) expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(answer.body).not.toContain(String(key.secret));
  });

  test('answers 429 where a limit is used up', async () => {
    const limited = await newKey(actor, { rate: { limit: '1', period: 'day' } });
    expect((await api.ask(GENERATE, bearer(limited))).status).toBe(200);
    const answer = await api.ask(GENERATE, bearer(limited));
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test.each<[string, () => Promise<Settings>]>([
    ['is down', async () => ({ url: `http://127.0.0.1:${await freePort()}` })],
    ['asks for another token', async () => ({ token: 'another-token-of-the-verifier' })],
    [
      'is another program',
      async () => ({
        url: (await listen('HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"valid": true  }')).url,
      }),
    ],
  ])('lets nobody pass while the verifier %s', async (_what, settings) => {
    const started = await start(await settings());
    const answer = await started.ask(GENERATE, bearer(key));
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([503, 'UNAVAILABLE']);
    started.stop();
  });
});

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** Answers every connection with the same bytes, or never. */
async function listen(answer: string | null): Promise<{ url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (answer !== null) socket.once('data', () => socket.end(answer));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}` };
}

test('a verdict has its type, and without one the reason is told', async () => {
  const { ask, describe: inWords } = await imported('narrowing');
  const valid = await ask(verifier.url, TOKEN, 2_000).verify({ key: `${key.key}.${key.secret}` });
  expect(inWords(valid)).toBe('Acme, secret');
  expect(valid).toMatchObject({ valid: true, key: { id: key.id, externalId: 'customer-4711' } });
  const reasonOf = async (url: string, request: object = { key: 'x' }, token = TOKEN) =>
    (await ask(url, token, 200).verify(request)).reason;
  expect(await reasonOf((await listen(null)).url)).toBe('timeout');
  expect(await reasonOf(`http://127.0.0.1:${await freePort()}`)).toBe('unreachable');
  expect(await reasonOf(verifier.url, { key: 'x' }, 'another')).toBe('unauthorized');
  expect(await reasonOf(verifier.url, { key: '' })).toBe('rejected');
  expect(await reasonOf((await listen('HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n')).url)).toBe('undecided');
  expect(await reasonOf((await listen('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno')).url)).toBe(
    'unreadable',
  );
  expect(
    await reasonOf((await listen('HTTP/1.1 302 x\r\nLocation: /\r\nContent-Length: 0\r\n\r\n')).url),
  ).toBe('unreachable');
  expect(() => ask('ftp://example.com', TOKEN, 200)).toThrow('http');
});
