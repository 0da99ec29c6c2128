import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import type { ActionFailure, ActionResult } from '@/lib/transport/action-result';
import { messageFor } from '@/lib/transport/errors';

/** Calls a server action and always returns: a failure on the way is a message, like a refusal. */
export async function callAction<Value>(
  call: () => Promise<ActionResult<Value>>,
): Promise<ActionResult<Value>> {
  try {
    return await call();
  } catch (error) {
    return failureOf(error);
  }
}

/** Why there was no answer. */
function failureOf(error: unknown): ActionFailure {
  // A redirect or a 404 from the action is Next's to handle.
  unstable_rethrow(error);
  const code = codeOf(error);
  return { ok: false, code, message: messageFor(code) };
}

function codeOf(error: unknown): 'UPDATED' | 'UNREACHABLE' | 'UNEXPECTED' {
  // The page is from an earlier build, whose actions the server doesn't have any more.
  if (unstable_isUnrecognizedActionError(error)) return 'UPDATED';
  // The Fetch standard: a network error rejects with a TypeError.
  return error instanceof TypeError ? 'UNREACHABLE' : 'UNEXPECTED';
}
