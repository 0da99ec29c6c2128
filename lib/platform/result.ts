/**
 * What a service returns when a refusal is expected. Bugs throw; what a person can run into is a value with a literal
 * code, so that the compiler requires a message and a status for each (see `lib/transport/errors`).
 */
export type Result<Value, Code extends string> = Ok<Value> | Refusal<Code>;

export type Ok<Value> = { ok: true; value: Value };

export type Refusal<Code extends string> = {
  ok: false;
  code: Code;
  /** Messages that belong beside a field, by the field's name. */
  fields?: Record<string, string[]>;
  /** When to try again, for refusals that pass. */
  retryAfterSeconds?: number;
};

export const ok = <Value>(value: Value): Ok<Value> => ({ ok: true, value });

export const refuse = <const Code extends string>(
  code: Code,
  more: { fields?: Record<string, string[]>; retryAfterSeconds?: number } = {},
): Refusal<Code> => ({ ok: false, code, ...more });
