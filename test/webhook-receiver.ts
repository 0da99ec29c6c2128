import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type ReceivedEvent = {
  id: string;
  /** The `webhook-timestamp` header, in seconds since the epoch. */
  timestamp: number;
  type: string;
  data: Record<string, unknown>;
  /** The request as it came, to be verified. */
  body: string;
  headers: Record<string, string>;
};

/** A real server that webhooks are sent to, on loopback. It keeps what it receives, and answers with `status`. */
export class WebhookReceiver {
  /** Everything that arrived, whatever was answered. */
  readonly received: ReceivedEvent[] = [];
  status = 200;
  headers: Record<string, string> = {};
  /** Awaited before the answer. */
  beforeAnswer: () => Promise<unknown> = async () => undefined;
  readonly #server = createServer((request, response) => {
    void this.#take(request).then(() => response.writeHead(this.status, this.headers).end('taken'));
  });

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await once(receiver.#server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`;
  }

  /** The type of each event, and the name of its key. */
  get told(): string[] {
    return this.received.map(({ type, data }) => `${type} ${data.name}`);
  }

  /** What the receiver's library makes of an event: throws if the signature is not by `secret`, or too old. */
  static verify({ body, headers }: ReceivedEvent, secret: string): unknown {
    return new Webhook(secret).verify(body, headers);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const { type, data } = JSON.parse(body);
    const id = headers['webhook-id'] ?? '';
    this.received.push({ id, timestamp: Number(headers['webhook-timestamp']), type, data, body, headers });
    await this.beforeAnswer();
  }
}
