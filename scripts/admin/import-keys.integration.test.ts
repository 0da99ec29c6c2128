import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { importRow, newToken } from '@/test/imports';
import { newActor } from '@/test/people';
import { startVerifier } from '@/test/verifier';
import { admin } from './main';

const directory = mkdtempSync(join(tmpdir(), 'keyport-import-'));
afterAll(() => rmSync(directory, { recursive: true }));

let ada: Actor;
beforeEach(async () => {
  ada = await newActor();
});

function fileOf(text: string, name = 'keys.csv'): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const linesOf = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** `npm run admin -- import ...`, as a process of its own. */
function start(args: string[], stdin = '') {
  const child = spawn(process.execPath, ['scripts/command.mjs', 'admin', 'import', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text) => {
      output[name] += text;
    });
  }
  child.stdin.end(stdin);
  const finished = once(child, 'close').then(([code]) => ({ code, ...output }));
  return { child, output, finished };
}
const run = (args: string[], stdin?: string) => start(args, stdin).finished;
const ours = () => ['--organization', ada.organization.name];

const countKeys = () =>
  prisma(database()).apiKey.count({ where: { organizationId: ada.organization.id, origin: 'person' } });

describe('a file', () => {
  test('is imported, and each row that can not be is named with its line and the reason', async () => {
    const [good, short, other] = [newToken(), 'too-short-a-token', newToken()];
    const file = fileOf(
      [
        'token,name,permissions,environment',
        `${good},"Two\r\nlines",generator,production`,
        `${short},Short,generator,production`,
        `${other},"Comma, here",generator mapper,integration`,
        `${good},Again,generator,production`,
        `${newToken()},Late,gone,production`,
      ].join('\r\n'),
    );
    const reasons = [
      'Line 2: name: Contains a control character. Remove it.',
      'Line 4: token: has 20 to 512 visible ASCII characters without comma',
      'Line 7: permissions: number 1 is not in the catalogue',
    ].join('\n');
    const dry = await run([...ours(), '--dry-run', file]);
    expect(dry).toEqual({
      code: 1,
      stdout: '5 rows: 2 would be imported, 0 there already, 3 refused\n',
      stderr: expect.stringContaining(reasons),
    });
    expect(await countKeys()).toBe(0);
    const first = await run([...ours(), file]);
    expect(first).toMatchObject({ code: 1, stdout: '5 rows: 2 imported, 0 there already, 3 refused\n' });
    const second = await run([...ours(), file]);
    expect(second).toMatchObject({ code: 1, stdout: '5 rows: 0 imported, 2 there already, 3 refused\n' });
    expect(await countKeys()).toBe(2);
    for (const token of [good, short, other]) {
      for (const { stdout, stderr } of [dry, first, second]) expect(stdout + stderr).not.toContain(token);
    }
  });

  test('of JSON lines from standard input, without a row that is refused: exit 0', async () => {
    const finished = await run([...ours(), '-'], linesOf([importRow(), importRow()]));
    expect(finished).toMatchObject({ code: 0, stdout: '2 rows: 2 imported, 0 there already, 0 refused\n' });
  });
});

test.each<[string, () => string[], number, RegExp]>([
  ['no file', () => ours(), 2, /FILE: is missing: name one file/],
  ['two files', () => [...ours(), 'a', 'b'], 2, /FILE: is missing: name one file/],
  ['no organization', () => ['keys.csv'], 2, /--organization: /],
  [
    'a file that is not there',
    () => [...ours(), join(directory, 'nowhere')],
    1,
    /^The file can't be read \(ENOENT\)\.$/m,
  ],
  ['a directory', () => [...ours(), directory], 1, /^The file can't be read \(EISDIR\)\.$/m],
  [
    'an unknown organization',
    () => ['--organization', 'Nobody', fileOf(linesOf([importRow()]))],
    1,
    /^There is no organization with that name\.$/m,
  ],
  [
    'an option of another command',
    () => [...ours(), '--email', 'a@example.com', 'a'],
    2,
    /--email is not an option of this command/,
  ],
])('%s', async (_what, args, code, words) => {
  const printed: string[] = [];
  const complained: string[] = [];
  const out = {
    print: (line: string) => printed.push(line),
    complain: (line: string) => complained.push(line),
  };
  expect([await admin(['import', ...args()], Readable.from([]), out), printed]).toEqual([code, []]);
  expect(complained.join('\n')).toMatch(words);
});

test('docs/import.md, command by command', async () => {
  const docs = readFileSync('docs/import.md', 'utf8');
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(docs)?.[1] ?? '';
  await newActor({ organization: 'Acme' });
  const commands = block('sh').trim().split('\n');
  const follow = (command: string) => {
    const args = command.replace(/^npm run admin -- /, '');
    expect(args).not.toBe(command);
    return spawnSync('/bin/sh', ['-c', `exec "${process.execPath}" scripts/command.mjs admin ${args}`], {
      env: { ...process.env, NO_COLOR: '1', INIT_CWD: directory },
      encoding: 'utf8',
    });
  };
  const sums: string[] = [];
  for (const language of ['csv', 'json']) {
    fileOf(block(language));
    for (const command of commands) {
      const { status, stdout, stderr } = follow(command);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      sums.push(stdout.trim());
    }
  }
  const [dryRun, imported] = [
    '1 row: 1 would be imported, 0 there already, 0 refused',
    '1 row: 1 imported, 0 there already, 0 refused',
  ];
  expect(sums).toEqual([dryRun, imported, dryRun, imported]);
  const verifier = await startVerifier();
  const hashed = /printf %s (\S+) \| sha256sum/.exec(docs)?.[1] ?? '';
  for (const [token, name, environment] of [
    ['c3b0f1e87d2a49c6b5e4a1d0f9e8d7c6', 'Acme production', 'production'],
    [hashed, 'Acme trial', 'integration'],
  ] as const) {
    const verdict = await verifier.verify({ key: token, environment });
    expect(verdict).toMatchObject({ code: 'VALID', key: { name } });
  }
  await verifier.stop();
});

test('--help', async () => {
  const { code, stdout } = await run(['--help']);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('import --organization NAME [--dry-run] [--notify] FILE'),
  ]);
});

test('10,000 keys, killed in the middle and run again: each is there once, and good at the verifier', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    importRow({
      name: `Customer ${index}`,
      permissions: ['generator', 'mapper'],
      description: 'From the old system',
    }),
  );
  const file = fileOf(linesOf(rows), 'many.jsonl');
  const verifier = await startVerifier();
  const interrupted = start([...ours(), file]);
  await vi.waitUntil(async () => (await countKeys()) >= 500, { timeout: 60_000, interval: 20 });
  interrupted.child.kill('SIGKILL');
  await interrupted.finished;
  const before = await countKeys();
  expect(before % 250, 'whole batches').toBe(0);
  expect(before).toBeLessThan(10_000);

  const startedAt = performance.now();
  const { code, stdout } = await run([...ours(), file]);
  const seconds = (performance.now() - startedAt) / 1000;
  const left = 10_000 - before;
  process.stdout.write(
    `Imported ${left} keys in ${seconds.toFixed(1)} s, the start of the command included\n`,
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^(10,000|\d,\d{3}) rows so far: /m);
  expect(stdout).toContain(
    `10,000 rows: ${left.toLocaleString('en')} imported, ${before.toLocaleString('en')} there already, 0 refused\n`,
  );
  expect(await countKeys()).toBe(10_000);
  expect(verifier.directory.imported.size).toBe(await prisma(database()).importedToken.count());
  for (let index = 0; index < rows.length; index += 97) {
    const answer = await verifier.verify({ key: rows[index]?.token });
    expect(answer).toMatchObject({ code: 'VALID', key: { name: `Customer ${index}` } });
  }
  await verifier.stop();
}, 240_000);
