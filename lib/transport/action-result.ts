/**
 * What a server action returns. Refusals are values with a message that a person may read; an internal error is only a
 * reference number in `message`.
 */
export type ActionResult<Value = undefined> = { ok: true; value: Value } | ActionFailure;

export type ActionFailure = {
  ok: false;
  code: string;
  message: string;
  /** Messages that are shown beside a field, by the field's name. */
  fields?: Record<string, string[]>;
  retryAfterSeconds?: number;
};
