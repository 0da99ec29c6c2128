import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Sends requests over several connections, one at a time on each, for a while, and reports how long they took. It uses
 * bare sockets and prepared requests, so that it takes as little as possible of the two cores that it shares with the
 * server. Runs in a process of its own, which receives its load as a message.
 */
export type Load = {
  port: number;
  path: string;
  connections: number;
  warmMs: number;
  measureMs: number;
  /** The bodies to send, in order; each connection starts at a different one. */
  bodies: string[];
  /** Send each body at most once, and stop after the last. */
  once: boolean;
};

export type Measured = {
  requests: number;
  /** Including those sent while warming up. */
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
  const onAnswer = (sent: number, answer: Buffer) => {
    const done = performance.now();
    answered += 1;
    if (sent < warm) return;
    latencies.push(done - sent);
    last = done;
    const code = codeOf(answer);
    codes[code] = (codes[code] ?? 0) + 1;
  };
  const connections = Array.from({ length: load.connections }, () =>
    converse(load.port, () => (performance.now() < end ? take() : undefined), onAnswer),
  );
  await Promise.all(connections);
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

/** Over one connection: a request, its response, the next request, until there are no more. */
async function converse(
  port: number,
  take: () => Buffer | undefined,
  onAnswer: (sent: number, answer: Buffer) => void,
): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  await new Promise<void>((resolve, reject) => {
    let held: Buffer | undefined;
    let sent = 0;
    const ask = () => {
      const request = take();
      sent = performance.now();
      if (request) socket.write(request);
      else resolve();
    };
    socket.on('error', reject);
    socket.on('data', (data: Buffer) => {
      const answer = held ? Buffer.concat([held, data]) : data;
      held = isWhole(answer) ? undefined : answer;
      if (held) return;
      onAnswer(sent, answer);
      ask();
    });
    ask();
  });
  socket.destroy();
}

/** A response ends with its content-length, or with the last chunk. */
function isWhole(answer: Buffer): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = /content-length: (\d+)/i.exec(answer.latin1Slice(0, head));
  return length
    ? answer.length >= head + 4 + Number(length[1])
    : answer.latin1Slice(answer.length - 5) === '0\r\n\r\n';
}

function codeOf(answer: Buffer): string {
  const status = answer.latin1Slice(9, 12);
  return status === '200' ? (/"code":"([A-Z_]+)"/.exec(answer.latin1Slice())?.[1] ?? '200') : status;
}

process.on('message', async (load: Load) => process.send?.(await run(load), () => process.exit(0)));
