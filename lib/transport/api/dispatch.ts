import { randomUUID } from 'node:crypto';
import { readCredentials } from '@/lib/access/credentials/read-credentials';
import { getKey } from '@/lib/access/keys/list-keys';
import { authenticateProgram, type Program } from '@/lib/access/programs/authenticate-program';
import { beginCall, type CallsLeft, MAX_CALLS_A_MINUTE } from '@/lib/access/programs/limit-calls';
import { refuseForbidden } from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { watchRefusals } from '@/lib/platform/audit/record';
import { log } from '@/lib/platform/log/log';
import { ok, type Refusal, type Result, refuse } from '@/lib/platform/result';
import { id } from '@/lib/platform/text/schema';
import { currentTime } from '@/lib/platform/time/clock';
import { recordActionRefusal } from '@/lib/transport/record-refusal';
import { type Answer, problem } from './answer';
import { etagOf } from './edit-with-version';
import type { Input, MemberOperation, Operation } from './operation';
import type { ApiCode } from './problems';
import { isAcceptable, isForeign, readBody, readQuery } from './read-request';
import { findRoute } from './routes';
import { toResponse } from './send-answer';

/**
 * Answers a request to `/api/v1`. Never reads a cookie, and sends no CORS header: a web page can't use it, whoever is
 * signed in there.
 */
export async function answerApi(request: Request): Promise<Response> {
  const requestId = randomUUID();
  const { pathname } = new URL(request.url);
  const route = findRoute(request.method, pathname);
  const respond = async (): Promise<Response> => {
    if (route.kind === 'none') return problem(refuse('NO_SUCH_PATH'), { requestId });
    if (route.kind === 'other-methods')
      return problem(refuse('METHOD_NOT_ALLOWED'), { requestId, headers: { Allow: route.allow } });
    if (isForeign(request.headers)) return problem(refuse('FOREIGN_ORIGIN'), { requestId });
    return answerOperation(request, route, requestId);
  };
  try {
    const response = await respond();
    response.headers.set('X-Request-Id', requestId);
    return request.method === 'HEAD' ? withoutBody(response) : response;
  } catch (error) {
    log.error({ err: error, requestId }, 'A request to the API failed');
    return problem(refuse('UNEXPECTED'), { requestId });
  }
}

type Route = { operation: Operation; id: string };

async function answerOperation(request: Request, route: Route, requestId: string): Promise<Response> {
  const program = await authenticate(request.headers);
  if (!program.ok) return problem(program, { requestId });
  const { operation } = route;
  const isExport = operation.isExport === true && request.method !== 'HEAD';
  const { result: begun, left } = await beginCall(program.value, { isExport });
  const headers = limitHeaders(left);
  if (!begun.ok) return problem(begun, { requestId, headers });
  const call = begun.value;
  try {
    const result = await attempt(request, route, program.value);
    if (!result.ok) {
      await call.end();
      return problem(result, {
        requestId,
        headers: { ...headers, ...(await tagFor(result, program.value, route)) },
      });
    }
    return await toResponse(result.value, call, headers);
  } catch (error) {
    await call.end().catch(() => undefined);
    throw error;
  }
}

async function authenticate(headers: Headers): Promise<Result<Program, ApiCode>> {
  const credentials = readCredentials([...headers].flat());
  if (credentials.kind === 'none') return refuse('NO_CREDENTIALS');
  if (credentials.kind === 'malformed') return refuse('MALFORMED_CREDENTIALS');
  return authenticateProgram(credentials.presented, addressOf(headers));
}

async function attempt(
  request: Request,
  { operation, id }: Route,
  program: Program,
): Promise<Result<Answer, ApiCode>> {
  if (operation.for === 'any key') {
    const read = await readInput(request, operation, id);
    return read.ok ? operation.run(program, read.value) : read;
  }
  return program.actor
    ? attemptAsMember(request, operation, id, program.actor)
    : refuse('NOT_A_PERSONAL_KEY');
}

/** Records a refusal, once, if the operation changes something. */
async function attemptAsMember(
  request: Request,
  operation: MemberOperation,
  pathId: string,
  actor: Actor,
): Promise<Result<Answer, ApiCode>> {
  const { action, right } = operation;
  let sent: unknown = {};
  const { value, recorded } = await watchRefusals(async (): Promise<Result<Answer, ApiCode>> => {
    if (right && !can(actor, right)) {
      if (action === null) return refuse('FORBIDDEN');
      const { id, name } = actor.organization;
      const subject = { subjectType: 'organization', subjectId: id, subjectName: name } as const;
      return refuseForbidden(actor, { action, ...subject }, currentTime());
    }
    const read = await readInput(request, operation, pathId);
    if (!read.ok) return read;
    sent = { ...(typeof read.value.body === 'object' ? read.value.body : {}), id: pathId };
    if (operation.isExport && request.method === 'HEAD') return ok(headOf(operation));
    return operation.run(actor, read.value);
  });
  if (!value.ok && !recorded && action !== null) await recordActionRefusal(action, sent, value, actor);
  return value;
}

async function readInput(
  request: Request,
  operation: Operation,
  pathId: string,
): Promise<Result<Input<unknown, unknown>, ApiCode>> {
  const wanted = Object.values(operation.answers).flatMap(
    ({ type, schema }) => type ?? (schema ? JSON_TYPE : []),
  );
  if (wanted.length > 0 && !wanted.some((type) => isAcceptable(request.headers, type.split(';')[0] ?? '')))
    return refuse('NOT_ACCEPTABLE');
  if (operation.path.includes('{id}') && !id().safeParse(pathId).success)
    return refuse(operation.path.startsWith('/datasets') ? 'DATASET_NOT_FOUND' : 'KEY_NOT_FOUND');
  const query = readQuery(operation.query, new URL(request.url).searchParams);
  if (!query.ok) return query;
  const hasBody = operation.method === 'POST' || operation.method === 'PATCH';
  const body = hasBody ? await readBody(operation.body, request) : ok({});
  if (!body.ok) return body;
  const address = addressOf(request.headers);
  const header: Input<unknown, unknown>['header'] = (name) => request.headers.get(name);
  const idempotencyKey = header('Idempotency-Key') ?? '';
  const isMissing =
    operation.headers?.includes('Idempotency-Key') && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey);
  if (isMissing) return refuse('IDEMPOTENCY_KEY_REQUIRED');
  return ok({ id: pathId.toLowerCase(), query: query.value, body: body.value, header, address });
}

const addressOf = (headers: Headers): string => headers.get('x-keyport-client') ?? 'unknown';

const JSON_TYPE = 'application/json';

/** The answer to HEAD, without running the export: it must not be recorded as one. */
const headOf = ({ answers }: Operation): Answer => ({
  status: 200,
  empty: true,
  headers: { 'Content-Type': answers[200]?.type ?? JSON_TYPE },
});

/** 412 has the current entity tag. */
async function tagFor(refusal: Refusal<ApiCode>, { actor }: Program, { id: pathId }: Route) {
  if (refusal.code !== 'KEY_CHANGED' || !actor) return {};
  const key = await getKey(actor, pathId);
  return key ? { ETag: etagOf(key) } : {};
}

/** RateLimit header fields for HTTP (draft-ietf-httpapi-ratelimit-headers-10). */
const limitHeaders = ({ remaining, resetSeconds }: CallsLeft): Record<string, string> => ({
  'RateLimit-Policy': `"minute";q=${MAX_CALLS_A_MINUTE};w=60`,
  RateLimit: `"minute";r=${remaining};t=${resetSeconds}`,
});

const withoutBody = (response: Response): Response =>
  new Response(null, { status: response.status, headers: response.headers });
