import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@/scripts/postgres/free-port';

/** Replacements in the documented settings, such as a port. Each original must be there. */
type Replacements = readonly (readonly [from: string, to: string])[];

/** The only block in this language on a page of the documentation, so that what is published is what is tested. */
export function settingsFrom(page: string, language: string, replacements: Replacements): string {
  const text = readFileSync(page, 'utf8');
  const [block, ...more] = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))];
  if (block?.[1] === undefined || more.length > 0) throw new Error(`${page}: not one block of ${language}`);
  return replacements.reduce((settings, [from, to]) => {
    if (!settings.includes(from)) throw new Error(`${page} does not say ${from}`);
    return settings.replaceAll(from, to);
  }, block[1]);
}

export type Gateway = { origin: string; stop(): Promise<void> };
type Launch = {
  command: string;
  args: string[];
  files: Record<string, string>;
  env?: Record<string, string>;
};

/** A gateway in the foreground, in a directory of its own, on a free port. */
export async function startGateway(plan: (port: number, home: string) => Launch): Promise<Gateway> {
  const home = mkdtempSync(join(tmpdir(), 'keyport-gateway-'));
  const port = await freePort();
  const { command, args, files, env } = plan(port, home);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text, { mode: 0o600 });
  const child = spawn(command, args, {
    cwd: home,
    env: { NODE_ENV: 'test', PATH: PATH(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (words) => {
      said += words;
    });
  }
  child.on('error', (error) => {
    said += `${error.message}: install the packages nginx-light and caddy`;
  });
  const stop = async () => {
    await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  for (let left = 200; left > 0; left--) {
    if (await listens(port)) return { origin: `http://127.0.0.1:${port}`, stop };
    if (child.exitCode !== null || child.pid === undefined) break;
    await delay(50);
  }
  await stop();
  throw new Error(`${command} does not answer.\n${said}`);
}

/** Debian installs nginx where only root's PATH has it. */
const PATH = () => `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

export type Arrived = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/** The API behind the gateway: responds with 200, and keeps what reached it in `arrived`. */
export async function startApi(arrived: Arrived[]) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    arrived.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    response.end('the API');
  });
  // Like a WebSocket server, without its frames: what arrives is sent back.
  server.on('upgrade', ({ method = '', url = '', headers }, socket) => {
    arrived.push({ method, url, headers, body: '' });
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
