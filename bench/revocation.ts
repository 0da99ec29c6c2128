import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@/lib/identity/actor/schema';
import { pausableProxy } from '@/test/tcp-proxy';
import type { Pair } from './seed';
import { type Running, startVerifier } from './server';

export type Lag = {
  revocations: number;
  /** VALID answers to requests that began after the portal had responded. There must be none. */
  late: number;
  answerMs: { p50: number; p99: number };
  /**
   * From the portal's response to the end of the last VALID, whose request began before it. Negative: before the
   * response.
   */
  lastValidMs: { p50: number; max: number };
};

type Made = Pair & { id: string };

/** Revokes key after key while three verifiers are continuously asked about it. */
export async function revocationLag(
  env: Record<string, string>,
  count: number,
  cutOne: boolean,
): Promise<Lag> {
  const proxy = await pausableProxy(env.DATABASE_URL ?? '');
  const { actor, keys } = await makeKeys(count);
  const verifiers = await Promise.all(
    [env, env, cutOne ? { ...env, DATABASE_URL: proxy.url } : env].map(startVerifier),
  );
  try {
    if (cutOne) {
      await Promise.all(keys.flatMap((key) => verifiers.map(({ port }) => ask(port, key))));
      proxy.pause();
    }
    return await revokeAll(
      actor,
      keys,
      cutOne ? verifiers.slice(0, 2) : verifiers,
      cutOne ? verifiers[2] : undefined,
    );
  } finally {
    proxy.restore();
    await Promise.all(verifiers.map(({ stop }) => stop()));
    proxy.close();
  }
}

async function makeKeys(count: number): Promise<{ actor: Actor; keys: Made[] }> {
  const { newActor } = await import('@/test/people');
  const { newKey } = await import('@/test/keys');
  const actor = await newActor({ organization: `Revocation ${Date.now()}` });
  const keys: Made[] = [];
  for (let i = 0; i < count; i++) {
    const { id, key, secret } = await newKey(actor);
    keys.push({ id, key, secret: secret ?? '' });
  }
  return { actor, keys };
}

async function revokeAll(
  actor: Actor,
  keys: Made[],
  verifiers: Running[],
  cut: Running | undefined,
): Promise<Lag> {
  const { changeKeyStatus } = await import('@/lib/access/keys/change-status');
  const answers: number[] = [];
  const lasts: number[] = [];
  let late = 0;
  const watched = cut ? [...verifiers, cut] : verifiers;
  for (const key of keys) {
    let answered = Number.POSITIVE_INFINITY;
    let lastValid = Number.NEGATIVE_INFINITY;
    const watch = async ({ port }: Running) => {
      for (;;) {
        const begun = performance.now();
        const code = await ask(port, key);
        if (code === 'VALID') {
          lastValid = Math.max(lastValid, performance.now());
          if (begun > answered) late += 1;
        }
        if (begun > answered + 10) return;
      }
    };
    const watching = watched.map(watch);
    await sleep(2);
    const asked = performance.now();
    await changeKeyStatus(actor, 'revoke', { id: key.id });
    answered = performance.now();
    await Promise.all(watching);
    answers.push(answered - asked);
    lasts.push(lastValid - answered);
  }
  const at = (values: number[], share: number) =>
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  return {
    revocations: keys.length,
    late,
    answerMs: { p50: at(answers, 0.5), p99: at(answers, 0.99) },
    lastValidMs: { p50: at(lasts, 0.5), max: at(lasts, 1) },
  };
}

async function ask(port: number, { key, secret }: Made): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/verify`, {
    method: 'POST',
    body: JSON.stringify({ key, secret }),
  }).catch(() => null);
  return response?.ok ? ((await response.json()) as { code: string }).code : '503';
}
