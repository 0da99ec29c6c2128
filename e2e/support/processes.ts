import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 30_000;

/** Starts a program of Keyport's with only these settings, and passes all its output to `hear`. */
export function startProcess(
  args: string[],
  env: NodeJS.ProcessEnv,
  hear: (words: string) => void,
): ChildProcess {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  return child;
}

export async function untilReady(child: ChildProcess, address: string, logs: () => string): Promise<void> {
  for (const end = performance.now() + READY_WITHIN_MS; performance.now() < end; await delay(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`${address} is not ready.\n${logs()}`);
}

export async function stopProcess(
  child: ChildProcess | undefined,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

export type Finished = { code: number | null; stdout: string; stderr: string };

export async function runProcess(args: string[], env: NodeJS.ProcessEnv, stdin: string): Promise<Finished> {
  const child = spawn(process.execPath, args, { env, stdio: 'pipe' });
  const finished = { code: null as number | null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    finished.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    finished.stderr += chunk;
  });
  child.stdin.end(stdin);
  [finished.code] = await once(child, 'close');
  return finished;
}
