import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

type Sent = {
  method?: string;
  /** Unchanged: `fetch` would normalize `//` and `..`. */
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | undefined;
  /** The local address that it comes from. */
  from?: string | undefined;
  /** Without one each request has a connection of its own. */
  agent?: Agent;
};

export type Answered = { status: number; headers: IncomingHttpHeaders; body: string };

/** One request, with repeated headers and unusual paths as given. */
export function send(
  origin: string,
  { method = 'GET', path, headers, body, from, agent }: Sent,
): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  const options = { hostname, port, method, path, headers, agent: agent ?? false, localAddress: from };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', (error) => reject(Object.assign(error, { onReusedConnection: sent.reusedSocket })));
    sent.end(body);
  });
}
