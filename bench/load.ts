import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * Sends requests over a number of connections, each with one under way, for a while, and reports how long they took. On
 * bare sockets with requests made up beforehand, so that it takes as little as it can of the two cores that it shares
 * with what it measures. Runs in a process of its own, which is sent its load.
 */
export type Load = {
  port: number;
  path: string;
  connections: number;
  warmMs: number;
  measureMs: number;
  /** The bodies to send, in turn; each connection begins somewhere else. */
  bodies: string[];
  /** Send each body once at most, and stop when there are no more. */
  once: boolean;
};

export type Measured = {
  requests: number;
  /** With those of the warming up. */
  answered: number;
  seconds: number;
  p50: number;
  p99: number;
  codes: Record<string, number>;
};

async function run(load: Load): Promise<Measured> {
  const requests = load.bodies.map((body) => Buffer.from(requestOf(load, body)));
  const latencies: number[] = [];
  const codes: Record<string, number> = {};
  const begun = performance.now();
  const warm = begun + load.warmMs;
  const end = warm + load.measureMs;
  let next = 0;
  let last = warm;
  let answered = 0;
  const take = (): Buffer | undefined => {
    if (load.once && next >= requests.length) return undefined;
    return requests[next++ % requests.length];
  };
  const drive = async () => {
    const socket = await open(load.port);
    for (;;) {
      const request = take();
      const sent = performance.now();
      if (!request || sent >= end) break;
      const answer = await exchange(socket, request);
      const done = performance.now();
      answered += 1;
      if (sent < warm) continue;
      latencies.push(done - sent);
      last = done;
      const code = codeOf(answer);
      codes[code] = (codes[code] ?? 0) + 1;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: load.connections }, drive));
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requests: latencies.length,
    answered,
    seconds: (last - warm) / 1000,
    p50: at(0.5),
    p99: at(0.99),
    codes,
  };
}

const requestOf = ({ path }: Load, body: string) =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

/** One request, one answer; an answer ends with its content-length, or with the last chunk. */
function exchange(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (data: Buffer) => {
      text += data.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = /content-length: (\d+)/i.exec(text);
      const whole = length ? text.length >= head + 4 + Number(length[1]) : text.endsWith('0\r\n\r\n');
      if (!whole) return;
      socket.off('data', onData);
      socket.off('error', reject);
      resolve(text);
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.write(request);
  });
}

function codeOf(answer: string): string {
  const status = answer.slice(9, 12);
  return status === '200' ? (/"code":"([A-Z_]+)"/.exec(answer)?.[1] ?? '200') : status;
}

process.on('message', async (load: Load) => process.send?.(await run(load), () => process.exit(0)));
