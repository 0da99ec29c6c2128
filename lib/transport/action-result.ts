/**
 * What a server action answers. Refusals travel as values in words that a person may read; what went wrong inside
 * stays behind a reference number in `message`.
 */
export type ActionResult<Value = undefined> = { ok: true; value: Value } | ActionFailure;

export type ActionFailure = {
  ok: false;
  code: string;
  message: string;
  /** Messages that belong beside a field, by the field's name. */
  fields?: Record<string, string[]>;
  retryAfterSeconds?: number;
};
