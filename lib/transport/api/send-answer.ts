import type { Call } from '@/lib/access/programs/limit-calls';
import { ROWS_HEADER } from '@/lib/platform/export/schema';
import { attachmentHeaders, streamOf } from '@/lib/transport/export-route';
import type { Answer } from './answer';

/** Turns an operation's answer into a response and ends the call: for a file, once all of it was sent. */
export async function toResponse(
  answer: Answer,
  call: Call,
  limits: Record<string, string>,
): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store', ...limits, ...answer.headers };
  if ('file' in answer) {
    const { filename, total, text } = answer.file;
    return new Response(streamOf(duringCall(text, call)), {
      status: answer.status,
      headers: {
        ...headers,
        'Content-Type': answer.type,
        ...attachmentHeaders(filename),
        [ROWS_HEADER]: String(total),
      },
    });
  }
  await call.end();
  if ('empty' in answer) return new Response(null, { status: answer.status, headers });
  return new Response(JSON.stringify(answer.json), {
    status: answer.status,
    headers: { ...headers, 'Content-Type': 'application/json' },
  });
}

async function* duringCall(text: AsyncIterable<string>, call: Call): AsyncIterable<string> {
  try {
    for await (const part of text) {
      yield part;
      await call.extend();
    }
  } finally {
    await call.end();
  }
}
