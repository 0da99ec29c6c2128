import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { migrate } from '@/lib/platform/db/migrate';
import { freePort } from '@/scripts/postgres/free-port';
import { signal } from '@/scripts/postgres/processes';
import { serverIdOf } from '@/scripts/postgres/stop-leftover-server';
import { startTemporaryCluster, type TemporaryCluster } from '@/scripts/postgres/temporary';

/** Real processes, and a PostgreSQL of its own that can be taken away. */
let cluster: TemporaryCluster;
let actor: Actor;
const verifiers: ChildProcess[] = [];

beforeAll(async () => {
  cluster = await startTemporaryCluster();
  await migrate(cluster.url);
  Object.assign(process.env, { DATABASE_URL: cluster.url, KEYPORT_SECRET: randomBytes(32).toString('hex') });
  const { newActor } = await import('@/test/people');
  actor = await newActor();
});
afterEach(() => {
  for (const child of verifiers.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  const [{ closeDatabase }, { stopListening }] = await Promise.all([
    import('@/lib/platform/db/database'),
    import('@/lib/access/revocation/acknowledgements'),
  ]);
  await Promise.all([closeDatabase(), stopListening()]);
  await cluster.remove();
});

async function startVerifier() {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'verifier/main.ts'], {
    env: { ...process.env, VERIFIER_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  verifiers.push(child);
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok === true;
  await vi.waitUntil(isReady, { timeout: 20_000 });
  const ask = async ({ key, secret }: Reveal): Promise<string> => {
    const response = await fetch(`${url}/v1/verify`, {
      method: 'POST',
      body: JSON.stringify({ key, secret }),
    });
    return response.status === 200
      ? ((await response.json()) as { code: string }).code
      : String(response.status);
  };
  const readings = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^keyport_directory_misses_total (\d+)/m.exec(text)?.[1]);
  };
  return { child, ask, readings };
}

const newKey = async (): Promise<Reveal> => (await import('@/test/keys')).newKey(actor);
const revoke = async ({ id }: Reveal) =>
  (await import('@/lib/access/keys/change-status')).changeKeyStatus(actor, 'revoke', { id });

describe('PostgreSQL', () => {
  test('restarted under load: no crash, no wrong yes, and full service once it is back', async () => {
    const { child, ask, readings } = await startVerifier();
    const [good, dead] = [await newKey(), await newKey()];
    await ask(good);
    await ask(dead);
    await revoke(dead);

    const heard = { good: new Set<string>(), dead: new Set<string>() };
    let loading = true;
    const load = Array.from({ length: 4 }, async () => {
      while (loading) {
        heard.good.add(await ask(good));
        heard.dead.add(await ask(dead));
      }
    });
    const server = serverIdOf(cluster.data);
    if (!server) throw new Error('PostgreSQL is not running');
    signal(server, 'SIGINT');
    await vi.waitUntil(() => heard.good.has('503'), { timeout: 20_000 });
    await cluster.restart();
    // Two seconds after its return, at the most, it judges from memory again.
    const fromMemory = async () => {
      const before = await readings();
      return (await ask(good)) === 'VALID' && (await readings()) === before;
    };
    loading = false;
    await Promise.all(load);
    await vi.waitUntil(fromMemory, { timeout: 2_000, interval: 20 });
    expect(child.exitCode).toBeNull();
    expect([...heard.good].sort()).toEqual(['503', 'VALID']);
    expect([...heard.dead].sort()).toEqual(['503', 'REVOKED']);
  });
});

describe('a verifier', () => {
  test('killed with -9 holds nobody up for longer than its lease, and comes back knowing', async () => {
    const { child, ask } = await startVerifier();
    const key = await newKey();
    expect(await ask(key)).toBe('VALID');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await revoke(key)).toMatchObject({ ok: true });
    const next = await startVerifier();
    expect(await next.ask(key)).toBe('REVOKED');
  });

  test('that is stopped and continues later never accepts what was revoked meanwhile', async () => {
    const { child, ask } = await startVerifier();
    const key = await newKey();
    expect(await ask(key)).toBe('VALID');
    child.kill('SIGSTOP');
    // Asked while it sleeps, answered when it wakes: its lease is long over by then.
    expect(await revoke(key)).toMatchObject({ ok: true });
    const answer = ask(key);
    child.kill('SIGCONT');
    expect(await answer).toBe('REVOKED');
  });

  test('writes what it counted when it is asked to stop', async () => {
    const { child, ask } = await startVerifier();
    const key = await newKey();
    await ask(key);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    const { requireKey } = await import('@/test/keys');
    expect((await requireKey(actor, key.id)).lastUsedAt).not.toBeNull();
  });
});
