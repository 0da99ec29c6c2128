import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@/scripts/postgres/free-port';

export type Running = { port: number; pid: number; message: string; stop(): Promise<void> };

/** A server in a process of its own, on a free port; up when it sends a message or, for Keyport's, when it is ready. */
export async function startServer(args: string[], env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env, PORT: String(port), VERIFIER_PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let message = '';
  child.on('message', (said) => {
    message = String(said);
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
    if (message !== '' || (await isUp(port, args))) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { port, pid: child.pid ?? 0, message, stop: () => stop(child) };
}

async function isUp(port: number, args: string[]): Promise<boolean> {
  if (args.some((arg) => arg.startsWith('bench/servers'))) return false;
  const path = args.includes('verifier/main.ts') ? '/readyz' : '/verify';
  const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
  return answer !== null && (path === '/verify' || answer.ok);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(child.spawnargs.includes('verifier/main.ts') ? 'SIGTERM' : 'SIGKILL');
  await gone;
}

export const startVerifier = (env: Record<string, string>) =>
  startServer(['--import', 'tsx', 'verifier/main.ts'], env);
export const startFloor = () => startServer(['--import', 'tsx', 'bench/servers/floor.ts'], {});
export const startBetterAuth = (env: Record<string, string>) =>
  startServer(['--import', 'tsx', 'bench/servers/better-auth.ts'], env);
export async function startNext(env: Record<string, string>): Promise<Running> {
  const port = String(await freePort());
  const next = ['node_modules/next/dist/bin/next', 'start', 'bench/next', '-H', '127.0.0.1', '-p'];
  const child = spawn(process.execPath, [...next, port], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while ((await fetch(`http://127.0.0.1:${port}/verify`).catch(() => null)) === null) {
    if (child.exitCode !== null) throw new Error('next start ended');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { port: Number(port), pid: child.pid ?? 0, message: '', stop: () => stop(child) };
}
