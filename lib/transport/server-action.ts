import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { currentActor, currentPerson } from '@/lib/identity/sessions/current';
import { watchRefusals } from '@/lib/platform/audit/record';
import type { AuditAction } from '@/lib/platform/audit/schema';
import { isOurOrigin } from '@/lib/platform/env/env';
import { log } from '@/lib/platform/log/log';
import type { Result } from '@/lib/platform/result';
import type { ActionFailure, ActionResult } from './action-result';
import { type Code, messageFor } from './errors';
import { recordActionRefusal } from './record-refusal';

type Service<Input, Value, Who> = (input: Input, who: Who) => Promise<Result<Value, Code>>;
type Action<Value> = (input: unknown) => Promise<ActionResult<Value>>;

/** A server action for somebody working in an organization. */
export const action = <Schema extends z.ZodType, Value>(
  name: AuditAction,
  schema: Schema,
  service: Service<z.output<Schema>, Value, Actor>,
): Action<Value> => wrapAction(name, schema, currentActor, service);

/** A server action for anybody who is signed in. */
export const personAction = <Schema extends z.ZodType, Value>(
  name: AuditAction,
  schema: Schema,
  service: Service<z.output<Schema>, Value, Person>,
): Action<Value> => wrapAction(name, schema, currentPerson, service);

/** A server action for somebody without an account; the service checks what they bring instead. */
export const publicAction = <Schema extends z.ZodType, Value>(
  name: AuditAction,
  schema: Schema,
  service: Service<z.output<Schema>, Value, true>,
): Action<Value> => wrapAction(name, schema, async () => true as const, service);

/**
 * Authenticates, parses, calls the service, and turns the result into messages. Next.js compares Origin with Host, but
 * accepts requests without an Origin, so it is checked again here: a missing, `null` or foreign one is refused. `name`
 * is the action's name in the audit log: every refusal of a signed-in person is recorded, here unless the service
 * recorded it with more details.
 */
function wrapAction<Schema extends z.ZodType, Value, Who>(
  name: AuditAction,
  schema: Schema,
  who: () => Promise<Who | null>,
  service: Service<z.output<Schema>, Value, Who>,
): Action<Value> {
  return async (input) => {
    try {
      const { value, recorded } = await watchRefusals(() => attempt(schema, who, service, input));
      if (!value.ok && !recorded) await recordActionRefusal(name, input, value, await currentPerson());
      return value;
    } catch (error) {
      unstable_rethrow(error);
      const reference = randomUUID().slice(0, 8);
      log.error({ err: error, reference }, 'An action failed');
      return { ...failure('UNEXPECTED'), message: `${messageFor('UNEXPECTED')} Reference: ${reference}.` };
    }
  };
}

async function attempt<Schema extends z.ZodType, Value, Who>(
  schema: Schema,
  who: () => Promise<Who | null>,
  service: Service<z.output<Schema>, Value, Who>,
  input: unknown,
): Promise<ActionResult<Value>> {
  if (!isOurOrigin((await headers()).get('origin'))) return failure('FOREIGN_ORIGIN');
  const caller = await who();
  if (caller === null) return failure('SIGNED_OUT');
  const parsed = schema.safeParse(input);
  if (!parsed.success) return failure('BAD_INPUT', { fields: byField(parsed.error) });
  const result = await service(parsed.data, caller);
  return result.ok ? result : failure(result.code, result);
}

function failure(
  code: Code,
  more: { fields?: Record<string, string[]>; retryAfterSeconds?: number } = {},
): ActionFailure {
  const { fields, retryAfterSeconds } = more;
  return {
    ok: false,
    code,
    message: messageFor(code, retryAfterSeconds),
    ...(fields && { fields }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

function byField(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? 'form');
    fields[name] = [...(fields[name] ?? []), issue.message];
  }
  return fields;
}
