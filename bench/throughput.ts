import { readFileSync } from 'node:fs';
import pg from 'pg';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';
import type { Load, Measured } from './load';
import { measure, median } from './measure';
import { type Pair, seedKeys } from './seed';
import { type Running, startBetterAuth, startFloor, startNext, startVerifier } from './server';

const CONNECTIONS = 32;
const SEEN = 100_000;
const UNSEEN_A_ROUND = 40_000;

type Scenario = {
  name: string;
  start(): Promise<Running>;
  load(server: Running, round: number): Pick<Load, 'path' | 'bodies' | 'once'>;
  /** Something that runs during the measurement; returns a function that stops it. */
  beside?(): () => Promise<void>;
};

export type Row = {
  name: string;
  perSecond: number;
  p50: number;
  p99: number;
  rounds: number[];
  /** The server's CPU time per request, which load on the machine changes least. */
  cpuMicros: number;
  codes: string;
};

const bodiesOf = (pairs: readonly Pair[]) => pairs.map((pair) => JSON.stringify(pair));

/** Runs every scenario in turn, several times over; a row has the medians of its rounds. */
export async function throughput(
  env: Record<string, string>,
  rounds: number,
  say: (line: string) => void,
): Promise<Row[]> {
  const only = process.env.BENCH_ONLY?.split(',') ?? [''];
  const scenarios = (await prepare(env, rounds)).filter(({ name }) =>
    only.some((part) => name.includes(part)),
  );
  const measured = new Map<string, Awaited<ReturnType<typeof measureOnce>>[]>(
    scenarios.map(({ name }) => [name, []]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const scenario of scenarios) {
      const result = await measureOnce(scenario, round);
      measured.get(scenario.name)?.push(result);
      say(
        `round ${round + 1}: ${scenario.name}: ${Math.round(result.requests / result.seconds)} requests a second`,
      );
    }
  }
  return [...measured].map(([name, results]) => ({
    name,
    perSecond: median(results.map(({ requests, seconds }) => requests / seconds)),
    p50: median(results.map(({ p50 }) => p50)),
    p99: median(results.map(({ p99 }) => p99)),
    rounds: results.map(({ requests, seconds }) => requests / seconds),
    cpuMicros: median(results.map(({ cpuMicros }) => cpuMicros)),
    codes: [...new Set(results.flatMap(({ codes }) => Object.keys(codes)))].join(', '),
  }));
}

async function measureOnce(scenario: Scenario, round: number): Promise<Measured & { cpuMicros: number }> {
  const server = await scenario.start();
  const end = scenario.beside?.();
  try {
    const load = scenario.load(server, round);
    // Cached keys have to be used once before; requests that are sent only once just need a warm process.
    if (!load.once)
      await measure({
        ...load,
        port: server.port,
        connections: CONNECTIONS,
        warmMs: 0,
        measureMs: 60_000,
        once: true,
      });
    const before = cpuSeconds(server.pid);
    const measured = await measure({
      ...load,
      port: server.port,
      connections: CONNECTIONS,
      warmMs: 1_000,
      measureMs: 4_000,
    });
    const cpuMicros = ((cpuSeconds(server.pid) - before) / measured.answered) * 1e6;
    return { ...measured, cpuMicros };
  } finally {
    await end?.();
    await server.stop();
  }
}

/** User and system time of a process, all its threads together (proc(5)); the tick is a hundredth of a second. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function prepare(env: Record<string, string>, rounds: number): Promise<Scenario[]> {
  const seen = await seedKeys(env.DATABASE_URL ?? '', SEEN);
  const unseen = await seedKeys(env.DATABASE_URL ?? '', UNSEEN_A_ROUND * rounds);
  const made = (count: number) =>
    Array.from({ length: count }, () => ({
      key: newIdentifier('production'),
      secret: newSecret('production'),
    }));
  const seenBodies = bodiesOf(seen);
  const unknown = bodiesOf(made(10_000));
  const wrong = bodiesOf(
    seen.slice(0, 10_000).map(({ key }, i) => ({ key, secret: seen[i + 10_000]?.secret ?? '' })),
  );
  const keyport = () => startVerifier(env);
  const path = '/v1/verify';
  const all = (bodies: string[]) => () => ({ path, bodies, once: false });
  return [
    { name: 'floor: bare node:http', start: startFloor, load: all(seenBodies) },
    { name: 'Keyport: seen keys (100,000)', start: keyport, load: all(seenBodies) },
    {
      name: 'Keyport: first-seen keys',
      start: keyport,
      load: (_server, round) => ({
        path,
        bodies: bodiesOf(unseen.slice(round * UNSEEN_A_ROUND, (round + 1) * UNSEEN_A_ROUND)),
        once: true,
      }),
    },
    { name: 'Keyport: unknown keys', start: keyport, load: all(unknown) },
    { name: 'Keyport: wrong secrets', start: keyport, load: all(wrong) },
    {
      name: 'Keyport: seen keys, a revocation every 10 ms',
      start: keyport,
      load: all(seenBodies),
      beside: () => revokeEvery10Ms(env.DATABASE_URL ?? '', seen),
    },
    {
      name: 'Better Auth: API keys over PostgreSQL',
      start: () => startBetterAuth(env),
      load: ({ message }) => ({
        path: '/verify',
        bodies: (JSON.parse(message) as string[]).map((key) => JSON.stringify({ key })),
        once: false,
      }),
    },
    {
      name: 'Next.js route handler, the same work',
      start: () => startNext(env),
      load: () => ({ path: '/verify', bodies: seenBodies.slice(0, 5_000), once: false }),
    },
  ];
}

function revokeEvery10Ms(databaseUrl: string, seen: readonly Pair[]): () => Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  let at = 0;
  const timer = setInterval(() => {
    const key = seen[at++ % seen.length]?.key;
    void pool.query(
      `update api_key set status = 'revoked' where id = (select api_key_id from credential where key = $1)`,
      [key],
    );
  }, 10);
  return async () => {
    clearInterval(timer);
    await pool.query(`update api_key set status = 'active' where status = 'revoked'`);
    await pool.end();
  };
}
