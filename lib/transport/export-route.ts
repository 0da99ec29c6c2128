import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '@/lib/identity/actor/schema';
import { currentActor, currentPerson } from '@/lib/identity/sessions/current';
import { watchRefusals } from '@/lib/platform/audit/record';
import type { AuditAction } from '@/lib/platform/audit/schema';
import { isOurOrigin } from '@/lib/platform/env/env';
import { type Export, ROWS_HEADER } from '@/lib/platform/export/schema';
import { log } from '@/lib/platform/log/log';
import { type Result, refuse } from '@/lib/platform/result';
import { type Code, messageFor } from './errors';
import { recordActionRefusal } from './record-refusal';

const MAX_CHARACTERS = 20_000;

/**
 * A route that sends a file. A POST, and from our own pages only: an export is recorded in the audit log, and nothing
 * may be recorded because somebody's link was followed (cross-site request forgery).
 */
export const exportRoute =
  <Schema extends z.ZodType>(
    name: AuditAction,
    schema: Schema,
    service: (actor: Actor, input: z.output<Schema>) => Promise<Result<Export, Code>>,
  ) =>
  async (request: Request): Promise<Response> => {
    try {
      const { value, recorded } = await watchRefusals(() => attempt(schema, service, request));
      if (value.ok) return attachment(value.value);
      if (!recorded) await recordActionRefusal(name, {}, value, await currentPerson());
      return problem(STATUS[value.code] ?? 403, value.code);
    } catch (error) {
      const reference = randomUUID().slice(0, 8);
      log.error({ err: error, reference }, 'An export failed');
      return problem(500, 'UNEXPECTED', ` Reference: ${reference}.`);
    }
  };

/** All others are the service's refusals. */
const STATUS: Partial<Record<Code, number>> = { SIGNED_OUT: 401, BAD_INPUT: 400 };

async function attempt<Schema extends z.ZodType>(
  schema: Schema,
  service: (actor: Actor, input: z.output<Schema>) => Promise<Result<Export, Code>>,
  request: Request,
): Promise<Result<Export, Code>> {
  if (!isOurOrigin(request.headers.get('origin'))) return refuse('FOREIGN_ORIGIN');
  const actor = await currentActor();
  if (!actor) return refuse('SIGNED_OUT');
  const parsed = schema.safeParse(await readJson(request));
  return parsed.success ? service(actor, parsed.data) : refuse('BAD_INPUT');
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > MAX_CHARACTERS) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The name as ASCII and as UTF-8 (RFC 6266). */
export const attachmentHeaders = (filename: string) => ({
  'Content-Disposition': `attachment; filename="${filename.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
});

function attachment({ filename, total, text }: Export): Response {
  return new Response(streamOf(text), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      ...attachmentHeaders(filename),
      'Cache-Control': 'no-store',
      [ROWS_HEADER]: String(total),
    },
  });
}

/** Requests the next batch only when the last one was consumed, and none once the client is gone. */
export function streamOf(text: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = text[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await iterator.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          log.error({ err: error }, 'An export was aborted');
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}

/** RFC 9457. A 401 names the authentication method (RFC 9110): the session's cookie. */
function problem(status: number, code: Code, more = ''): Response {
  const body = { type: 'about:blank', status, code, detail: messageFor(code) + more };
  return Response.json(body, {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(status === 401 && { 'WWW-Authenticate': 'Cookie realm="Keyport"' }),
    },
  });
}
