import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { isDraining } from './drain';
import { answerProbe, isProbe, type Probes } from './probes';
import { formatRawProblem, Problem, sendProblem } from './problem';
import { endConnection, explainParserError } from './raw-refusals';
import { readRequestHead } from './request-head';

const KEEP_ALIVE_MS = 75_000;
const LOOK_FOR_STALLS_EVERY_MS = 1_000;

export type Exchange = { request: IncomingMessage; response: ServerResponse; requestId: string };

export type FrontDoor = {
  /** What the log calls this plane. */
  plane: 'portal' | 'verifier';
  maxHeaderBytes: number;
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  probes: Probes;
  /** Answers a request. `explain` turns what it throws into an answer. */
  answer(exchange: Exchange, path: string): Promise<void>;
  /** The problem for an error that isn't a Problem. */
  explain(error: unknown, exchange: Exchange): Problem;
  /** Sends a problem, for a plane whose routes answer in different ways. */
  sendProblem?(exchange: Exchange, problem: Problem): void;
  /** Headers of everything that is refused here, since the intended route is unknown. */
  refusalHeaders?: Record<string, string>;
  /** Counts what was refused before the plane's own routes saw it, and what was aborted. */
  countRefusal(reason: string): void;
};

/**
 * The HTTP server of a plane. What Node would answer by itself, outside the contract and uncounted, is answered here:
 * parser errors, timeouts, a missing Host, CONNECT. An expectation or an upgrade that isn't supported is ignored, as
 * RFC 9110 §10.1.1 and §7.8 allow: a gateway passes on what its clients send, and must get a verdict.
 */
export function openFrontDoor(door: FrontDoor): Server {
  const server = createServer({
    maxHeaderSize: door.maxHeaderBytes,
    headersTimeout: door.headersTimeoutMs,
    requestTimeout: door.requestTimeoutMs,
    // Longer than load balancers keep a connection (60 s), so that the server never closes one just as a request
    // arrives.
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node checks every 30 s by default, and would end a stalled request up to that much late.
    connectionsCheckingInterval: LOOK_FOR_STALLS_EVERY_MS,
    requireHostHeader: false,
  });
  // Node silently drops headers beyond its limit, X-Forwarded-For among them. Their size is limited all the same.
  server.maxHeadersCount = 0;
  const latest = new WeakMap<Duplex, Exchange>();
  const refused = new WeakSet<Duplex>();

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const exchange = { request, response, requestId: randomUUID() };
    latest.set(request.socket, exchange);
    if (isDraining(server)) response.setHeader('connection', 'close');
    const problem = readRequestHead(request);
    if (problem) return refuse(exchange, problem, 'malformed');
    respond(exchange).catch((error) => fail(exchange, error));
  };
  server.on('request', onRequest);
  server.on('checkExpectation', onRequest);
  server.on('connect', (_request, socket: Duplex) => {
    sendRaw(socket, new Problem(405, 'This is not a proxy.', { allow: 'GET, HEAD, POST' }), 'connect');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // After the first error, each further byte causes another one.
    if (refused.has(socket)) return;
    refused.add(socket);
    const refusal = explainParserError(error.code);
    // Browsers open connections in advance and never use some of them.
    const isUnused = (socket as Socket).bytesRead === 0;
    if (!refusal || !socket.writable || isUnused) {
      if (!isUnused) door.countRefusal('aborted');
      socket.destroy();
      return;
    }
    const { problem, reason } = refusal;
    const exchange = latest.get(socket);
    if (!exchange || exchange.response.writableFinished) return sendRaw(socket, problem, reason);
    const { request, response } = exchange;
    // The request waits to send its body (100-continue): its route decides whether to refuse.
    if (!request.complete && !response.headersSent) return refuse(exchange, problem, reason);
    // What comes next on this connection can't be parsed; the answer in progress is for an earlier request.
    response.once('finish', () => sendRaw(socket, problem, reason));
  });
  return server;

  async function respond(exchange: Exchange): Promise<void> {
    const { request, response, requestId } = exchange;
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!isProbe(path)) return door.answer(exchange, path);
    await answerProbe(door.probes, path, request, response, { requestId, isDraining: isDraining(server) });
  }

  function refuse(exchange: Exchange, problem: Problem, reason: string): void {
    count(reason, exchange.request.socket);
    const headers = { ...door.refusalHeaders, connection: 'close' };
    for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value);
    send(exchange, problem);
  }

  function fail(exchange: Exchange, error: unknown): void {
    const { request, response } = exchange;
    if (error instanceof Problem) {
      send(exchange, error);
      return;
    }
    // The client is gone, or was refused already: nobody waits for an answer.
    if (response.headersSent || (request.destroyed && !request.complete)) {
      if (!refused.has(request.socket)) door.countRefusal('aborted');
      response.destroy();
      return;
    }
    send(exchange, door.explain(error, exchange));
  }

  function send(exchange: Exchange, problem: Problem): void {
    if (door.sendProblem) door.sendProblem(exchange, problem);
    else sendProblem(exchange.response, problem, exchange.requestId);
  }

  function sendRaw(socket: Duplex, problem: Problem, reason: string): void {
    count(reason, socket);
    const headers = { ...problem.headers, ...door.refusalHeaders };
    endConnection(
      socket,
      formatRawProblem(new Problem(problem.status, problem.detail, headers), randomUUID()),
    );
  }

  function count(reason: string, socket: Duplex): void {
    door.countRefusal(reason);
    const fields = { plane: door.plane, reason, peer: (socket as Socket).remoteAddress };
    warnOncePerMinute(`http ${reason}`, fields, 'A request was refused before any route saw it');
  }
}
