import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '@/lib/platform/db/migrate';
import { signal } from '@/scripts/postgres/processes';
import { serverIdOf } from '@/scripts/postgres/stop-leftover-server';
import { startTemporaryCluster, type TemporaryCluster } from '@/scripts/postgres/temporary';
import { seedKeys } from './seed';
import { type Running, startVerifier } from './server';

const SEEN = 100_000;
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 64);
const CUT_AFTER_MS = 2_000;
const AWAY_MS = 3_000;

type Answer = { sentMs: number; doneMs: number; status: number };

/**
 * What callers notice of a gap in the change feed, after which a verifier with 100,000 cached keys reads them again:
 * with the feed's connections cut, and with PostgreSQL stopped for three seconds and restarted.
 */
export async function gap(say: (line: string) => void): Promise<number> {
  const cluster = await startTemporaryCluster();
  const env = { DATABASE_URL: cluster.url, KEYPORT_SECRET: randomBytes(32).toString('hex') };
  Object.assign(process.env, env);
  await migrate(cluster.url);
  const bodies = (await seedKeys(cluster.url, SEEN)).map((pair) => JSON.stringify(pair));
  const verifier = await startVerifier(env);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const ask = asker(verifier, agent, bodies);
    say(`asking once for ${SEEN} keys over ${CONNECTIONS} connections`);
    for (let done = 0; done < SEEN; done += CONNECTIONS) {
      await Promise.all(Array.from({ length: CONNECTIONS }, ask));
    }
    say(`feed cut: ${await underLoad(verifier, ask, 12_000, () => cutFeed(cluster))}`);
    say(`PostgreSQL away for 3 s: ${await underLoad(verifier, ask, 16_000, () => restart(cluster))}`);
    return 0;
  } finally {
    agent.destroy();
    await verifier.stop();
    await cluster.remove();
  }
}

/** Sends a request with the next key. */
function asker({ port }: Running, agent: Agent, bodies: readonly string[]) {
  let next = 0;
  return async (): Promise<Answer> => {
    const sentMs = performance.now();
    const sent = request({ port, path: '/v1/verify', method: 'POST', agent });
    sent.end(bodies[next++ % bodies.length]);
    const [answer] = await once(sent, 'response');
    answer.resume();
    await once(answer, 'end');
    return { sentMs, doneMs: performance.now(), status: answer.statusCode };
  };
}

async function cutFeed(cluster: TemporaryCluster): Promise<void> {
  const superuser = new pg.Client(cluster.superuserUrl('postgres'));
  await superuser.connect();
  await superuser.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'keyport-verifier-feed'",
  );
  await superuser.end();
}

async function restart(cluster: TemporaryCluster): Promise<void> {
  const server = serverIdOf(cluster.data);
  if (server) signal(server, 'SIGINT');
  await delay(AWAY_MS);
  await cluster.restart();
}

/** Keeps all connections busy, and summarizes the answers. */
async function underLoad(
  verifier: Running,
  ask: () => Promise<Answer>,
  ms: number,
  cut: () => Promise<void>,
): Promise<string> {
  const begun = performance.now();
  const answers: Answer[] = [];
  const keepAsking = async () => {
    while (performance.now() - begun < ms) answers.push(await ask());
  };
  const before = await readings(verifier);
  const loops = Array.from({ length: CONNECTIONS }, keepAsking);
  await Promise.all([delay(CUT_AFTER_MS).then(cut), ...loops]);
  const refused = answers.filter(({ status }) => status === 503);
  const after = answers.filter(({ sentMs }) => sentMs - begun > CUT_AFTER_MS);
  const waits = after.map(({ sentMs, doneMs }) => doneMs - sentMs).sort((a, b) => a - b);
  const wait = (share: number) => `${Math.round(waits[Math.floor(share * (waits.length - 1))] ?? 0)} ms`;
  const span = refused.length
    ? ` over ${Math.round((refused.at(-1)?.doneMs ?? 0) - (refused[0]?.sentMs ?? 0))} ms`
    : '';
  return (
    `${answers.length} answers, ${refused.length} of them 503${span}; after the cut p50 ${wait(0.5)}, ` +
    `p99 ${wait(0.99)}, slowest ${wait(1)}; ${(await readings(verifier)) - before} requests read the database`
  );
}

async function readings({ port }: Running): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^keyport_directory_misses_total (\d+)/m.exec(text)?.[1]);
}
