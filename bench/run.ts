import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate } from '@/lib/platform/db/migrate';
import { startCluster } from '@/scripts/postgres/cluster';
import type { Lag } from './revocation';
import type { Row } from './throughput';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const REVOCATIONS = Number(process.env.BENCH_REVOCATIONS ?? 1_000);

const say = (line: string) => process.stderr.write(`  ${line}\n`);

/** `screens` measures the portal's, `gap` what a gap in the change feed costs; without either, the verifier beside others. */
export async function main([what]: string[] = []): Promise<number> {
  if (what === 'gap') return (await import('./gap')).gap(say);
  if (what === 'screens') return (await import('./screens')).screens(say);
  return servers();
}

/** Everything on one machine in one run, servers one after the other. Prints one table. */
async function servers(): Promise<number> {
  if (!existsSync('bench/node_modules')) {
    execFileSync('npm', ['ci', '--prefix', 'bench', '--no-audit', '--no-fund'], { stdio: 'inherit' });
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'keyport-bench-'));
  chmodSync(dataDir, 0o711);
  // Durable, as in production: servers that write on each request pay for it.
  const cluster = await startCluster(dataDir);
  const env = { DATABASE_URL: cluster.url, KEYPORT_SECRET: randomBytes(32).toString('hex') };
  Object.assign(process.env, env);
  try {
    await migrate(cluster.url);
    const { throughput } = await import('./throughput');
    say('building the Next.js route handler');
    execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build', 'bench/next'], {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: 'ignore',
    });
    const memory = [weigh('1000000'), weigh('100000', 'metadata')];
    const rows = await throughput(env, ROUNDS, say);
    const { revocationLag } = await import('./revocation');
    say(`revoking ${REVOCATIONS} keys under three verifiers`);
    const lag = await revocationLag(env, REVOCATIONS, false);
    say('the same, few keys, one feed cut');
    const cut = await revocationLag(env, 5, true);
    print(rows, memory, lag, cut);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return 1;
  } finally {
    const [{ closeDatabase }, { stopListening }] = await Promise.all([
      import('@/lib/platform/db/database'),
      import('@/lib/access/revocation/acknowledgements'),
    ]);
    await Promise.all([closeDatabase(), stopListening()]);
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
    if (!cluster.data.startsWith(dataDir)) rmSync(dirname(cluster.data), { recursive: true, force: true });
  }
}

type Weight = { count: number; mebibytes: number; counted: number };

const weigh = (...options: string[]): Weight =>
  JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', 'bench/memory.ts', ...options]).toString(),
  ) as Weight;

const inWords = ({ count, mebibytes, counted }: Weight, index: number): string =>
  `${count.toLocaleString('en')} credentials ${index === 0 ? 'without' : 'with 4 KB of'} metadata: counted as ${counted} MiB; a process of ${mebibytes} MiB at its largest.`;

function print(rows: Row[], memory: Weight[], lag: Lag, cut: Lag): void {
  const floor = rows[0];
  const line = (cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  process.stdout.write(
    `\n${cpus().length} cores (${cpus()[0]?.model}), Node.js ${process.version}, 32 connections, medians of ${ROUNDS} rounds\n\n`,
  );
  line([
    '',
    'requests a second',
    'of the floor',
    'p50 ms',
    'p99 ms',
    'p99 of the floor',
    'server CPU µs',
    'answers',
  ]);
  line(['---', '---:', '---:', '---:', '---:', '---:', '---:', '---']);
  for (const row of rows) {
    const share = row.perSecond / (floor?.perSecond ?? 1);
    const slow = row.p99 / (floor?.p99 ?? 1);
    line([
      row.name,
      String(Math.round(row.perSecond)),
      share.toFixed(2),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      slow.toFixed(2),
      row.cpuMicros.toFixed(1),
      row.codes,
    ]);
  }
  const of = (name: string) => rows.find((row) => row.name.startsWith(name))?.perSecond ?? 1;
  process.stdout.write(`
Seen keys against Better Auth: ${(of('Keyport: seen keys (') / of('Better Auth')).toFixed(1)} times.
${memory.map(inWords).join('\n')}
Revocation, ${lag.revocations} keys, three verifiers asked without pause: ${lag.late} VALID to requests begun after the answer.
  The portal answered in ${lag.answerMs.p50.toFixed(1)} ms (p99 ${lag.answerMs.p99.toFixed(1)}); the last VALID ended ${lag.lastValidMs.p50.toFixed(1)} ms (at most ${lag.lastValidMs.max.toFixed(1)}) after the answer.
With one feed cut, ${cut.revocations} keys: ${cut.late} VALID to requests begun after the answer, which came in ${cut.answerMs.p50.toFixed(0)} ms.
`);
}
