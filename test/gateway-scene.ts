import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { type Arrived, type Gateway, startApi } from './gateway';
import { send } from './http';
import { newKey } from './keys';
import { newActor } from './people';
import { startVerifier } from './verifier';

type Hosts = { verifier: string; api: string; token: string };
/** Starts the gateway with the documented settings. */
export type Start = (hosts: Hosts) => Promise<Gateway>;

export const TOKEN = 'the-token-of-the-verifier';
/** Loopback addresses other than the gateway's own: clients, as far as anyone can tell. */
export const CLIENT = '127.0.0.2';
export const STRANGER = '127.0.0.3';
export const GENERATE = '/v2/token/generate';

type Ask = {
  path?: string;
  method?: string;
  from?: string;
  body?: string;
  headers?: Record<string, string | string[]>;
};

/** A client, a gateway, a verifier, and the API behind them. */
export class GatewayScene {
  /** The requests that reached the API. */
  readonly arrived: Arrived[] = [];
  #open: { actor: Actor; key: Reveal; hosts: Hosts; gateway: Gateway } | undefined;
  #closing: (() => Promise<void> | void)[] = [];

  constructor(readonly start: Start) {}

  async open(): Promise<void> {
    const actor = await newActor();
    const key = await newKey(actor, { externalId: 'customer-4711' });
    const verifier = await startVerifier({ token: TOKEN, trustedProxies: ['127.0.0.1'] });
    this.#closing.push(() => verifier.stop());
    const api = await startApi(this.arrived);
    this.#closing.push(() => api.stop());
    const hosts = { verifier: new URL(verifier.url).host, api: api.host, token: TOKEN };
    const gateway = await this.start(hosts);
    this.#closing.push(() => gateway.stop());
    this.#open = { actor, key, hosts, gateway };
  }

  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
  }

  get #scene() {
    if (!this.#open) throw new Error('The scene is not open');
    return this.#open;
  }

  get actor(): Actor {
    return this.#scene.actor;
  }

  /** A key that may generate. */
  get key(): Reveal {
    return this.#scene.key;
  }

  /** The gateway's address. */
  get origin(): string {
    return this.#scene.gateway.origin;
  }

  bearer = (given = this.key) => ({ Authorization: `Bearer ${given.key}.${given.secret}` });

  /** A request by the client with the valid key to generate, with changes. */
  ask = ({ path = GENERATE, method = 'POST', from = CLIENT, headers = this.bearer(), body }: Ask = {}) =>
    send(this.origin, { method, path, headers, body, from });

  statusOf = async (asked: Ask) => (await this.ask(asked)).status;

  /** The same through a gateway with other settings. */
  async askThrough(hosts: Partial<Hosts>) {
    const gateway = await this.start({ ...this.#scene.hosts, ...hosts });
    try {
      return await send(gateway.origin, { method: 'POST', path: GENERATE, headers: this.bearer() });
    } finally {
      await gateway.stop();
    }
  }
}
