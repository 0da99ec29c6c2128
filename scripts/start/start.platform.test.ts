import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Installation, isAlive, until } from '@/test/installation';
import { serverProcesses } from '../postgres/processes';

let keyport: Installation;

beforeAll(async () => {
  keyport = await Installation.make();
  // The build, if there is none yet, is not what is measured.
  await keyport.start();
  await keyport.stop();
});
afterEach(() => keyport.stop());
afterAll(() => keyport.remove());

const everything = () => {
  const { supervisor, portal, verifier, postgres } = keyport.processes;
  return [supervisor, portal, verifier, postgres];
};

describe('npm start', () => {
  it('prints the first-run link, and is ready again soon after it was stopped', async ({ annotate }) => {
    const elapsedMs = await keyport.start();
    await annotate(`second start: ${(elapsedMs / 1000).toFixed(1)} s`);
    expect(await keyport.answers()).toBe(true);
    expect(keyport.output).toContain(`http://localhost:${keyport.portalPort}/setup#`);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 on %s, and leaves no process behind',
    async (signal) => {
      await keyport.start();
      const pids = everything();
      expect(pids.every(isAlive)).toBe(true);
      expect(await keyport.stop(signal)).toBe(0);
      expect(pids.filter(isAlive)).toEqual([]);
      expect(serverProcesses(keyport.data)).toEqual([]);
    },
  );

  it('tells a second start in one line who has the data directory', async () => {
    await keyport.start();
    const second = keyport.spawn();
    let words = '';
    second.stderr?.on('data', (chunk) => {
      words += chunk;
    });
    const [code] = await once(second, 'close');
    expect(code).toBe(1);
    expect(words).toMatch(/^Keyport already runs on [^\n]+\n$/);
    expect(await keyport.answers()).toBe(true);
  });

  it('lets one of two that begin at the same moment run', async () => {
    const both = [keyport.spawn(), keyport.spawn()];
    const loser = await Promise.race(both.map((child) => once(child, 'exit').then(() => child)));
    expect(loser.exitCode).toBe(1);
    await until(() => keyport.answers());
    const winner = both.find((child) => child !== loser);
    winner?.kill('SIGTERM');
    await once(winner ?? loser, 'exit');
    expect(winner?.exitCode).toBe(0);
  });

  it('shows its secrets to nobody else', async () => {
    await keyport.start();
    const files = readdirSync(keyport.dataDir).filter((name) => name !== 'postgres');
    for (const name of files)
      expect([name, statSync(join(keyport.dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    const { password, superuserPassword } = JSON.parse(
      readFileSync(join(keyport.dataDir, 'postgres.json'), 'utf8'),
    );
    const rootSecret = readFileSync(join(keyport.dataDir, 'root-secret'), 'utf8').trim();
    const log = readFileSync(join(keyport.dataDir, 'postgres.log'), 'utf8');
    const lines = everything().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    for (const secret of [password, superuserPassword, rootSecret]) {
      expect(keyport.output + log + lines.join()).not.toContain(secret);
    }
  });
});

describe('a wrong setting', () => {
  it.each([
    ['PORTAL_PORT', { PORTAL_PORT: 'eighty' }],
    ['VERIFIER_TOKEN', { VERIFIER_HOST: '0.0.0.0' }],
    ['KEYPORT_SECRET', { DATABASE_URL: 'postgresql://u@127.0.0.1/x' }],
  ])('%s stops the start with one line', async (name, overrides) => {
    const child = keyport.spawn(overrides);
    let words = '';
    child.stderr?.on('data', (chunk) => {
      words += chunk;
    });
    expect((await once(child, 'close'))[0]).toBe(1);
    expect(words).toMatch(new RegExp(`^${name} [^\\n]+\\n$`));
  });

  it.each(['PORTAL_PORT', 'VERIFIER_PORT'])('a taken %s is named', async (name) => {
    const other = createServer().listen(
      name === 'PORTAL_PORT' ? keyport.portalPort : keyport.verifierPort,
      '127.0.0.1',
    );
    await once(other, 'listening');
    const child = keyport.spawn();
    let words = '';
    child.stderr?.on('data', (chunk) => {
      words += chunk;
    });
    expect((await once(child, 'close'))[0]).toBe(1);
    other.close();
    expect(words).toMatch(new RegExp(`^${name} \\d+ is taken[^\\n]+\\n$`));
  });
});
