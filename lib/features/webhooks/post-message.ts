import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Address } from '@/lib/platform/network/address';
import { AddressRefusedError, checkedLookup, hostAddress } from '@/lib/platform/network/checked-lookup';
import type { AttemptResult, SendFailure } from './schema';

const TIMEOUT_MS = 10_000;
/** An answer's body isn't kept; it is read so far, to its end, for the receiver's sake. */
const MAX_ANSWER_BYTES = 64 * 1024;

type Post = { url: URL; headers: Record<string, string>; body: string };

type Options = {
  isAllowed: (address: Address) => boolean;
  timeoutMs?: number;
  /** Ends the attempt early. */
  signal?: AbortSignal;
  /** How names are resolved; tests pass a name server that changes its mind. */
  resolve?: Parameters<typeof checkedLookup>[1];
};

/** Sends a message and reports how that went. Never throws, and follows no redirect. */
export async function postMessage(
  post: Post,
  { isAllowed, timeoutMs = TIMEOUT_MS, signal, resolve }: Options,
): Promise<AttemptResult> {
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([timeout, signal]) : timeout;
  let outcome: Pick<AttemptResult, 'responseStatus' | 'failure'>;
  try {
    const literal = hostAddress(post.url);
    if (literal && !isAllowed(literal)) throw new AddressRefusedError('The URL names an address');
    const responseStatus = await exchange(post, checkedLookup(isAllowed, resolve), ended);
    outcome = { responseStatus, failure: null };
  } catch (error) {
    outcome = { responseStatus: null, failure: timeout.aborted ? 'timeout' : failureOf(error) };
  }
  return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
}

/** Resolves to the answer's status once all of it arrived, or more than enough. */
function exchange(
  { url, headers, body }: Post,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const options = {
      method: 'POST',
      // A connection that is kept open would outlive the check of its address.
      agent: false,
      lookup,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Keyport-Webhooks',
        ...headers,
      },
    } as const;
    const request = send(url, options, (response) => {
      let bytes = 0;
      const status = response.statusCode ?? 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) return;
        resolve(status);
        request.destroy();
      });
      response.on('end', () => resolve(status));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const NAME_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/;

function failureOf(error: unknown): SendFailure {
  if (error instanceof AddressRefusedError) return 'address-refused';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NAME_CODES.includes(code)) return 'name-not-found';
  return TLS_CODE.test(code) ? 'tls' : 'connection';
}
