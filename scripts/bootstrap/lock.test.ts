import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acquireLock } from './lock.mjs';
import { identityOf } from './process-identity.mjs';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keyport-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, end: () => once(child.kill('SIGKILL') ? child : child, 'exit') };
}

const put = (pid: number, identity: string | undefined) =>
  writeFileSync(join(directory, `lock.start.${pid}.${identity}`), '');

it('is free, taken, and free again', async () => {
  const lock = await acquireLock(directory, 'start');
  expect(readdirSync(directory)).toHaveLength(1);
  if ('release' in lock) lock.release();
  expect(readdirSync(directory)).toEqual([]);
});

it('is held by a living process, which is named', async () => {
  const other = await sleeper();
  put(other.pid, identityOf(other.pid));
  expect(await acquireLock(directory, 'start')).toEqual({ holder: { role: 'start', pid: other.pid } });
  await other.end();
});

it('is free as soon as its holder was killed', async () => {
  const other = await sleeper();
  put(other.pid, identityOf(other.pid));
  await other.end();
  expect(await acquireLock(directory, 'start')).toHaveProperty('release');
  expect(readdirSync(directory)).toHaveLength(1);
});

it('is free when the id of its holder belongs to another process by now', async () => {
  const other = await sleeper();
  put(other.pid, '1-00000000');
  expect(await acquireLock(directory, 'start')).toHaveProperty('release');
  await other.end();
});

it('waits for a holder that is worth it', async () => {
  const other = await sleeper();
  put(other.pid, identityOf(other.pid));
  setTimeout(() => void other.end(), 600);
  expect(await acquireLock(directory, 'admin', () => 10_000)).toHaveProperty('release');
});
