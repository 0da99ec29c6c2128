import type { Person } from '@/lib/identity/actor/schema';
import { reserveAttempt, stepUpBucket } from '@/lib/identity/throttle/attempts';
import type { PasscodeRefusal } from '@/lib/identity/two-factor/passcodes';
import { type Result, refuse } from '@/lib/platform/result';

const WRONG: readonly string[] = ['PASSCODE_WRONG', 'PASSCODE_USED'] satisfies PasscodeRefusal[];

export const isWrongPasscode = (code: string): boolean => WRONG.includes(code);

/**
 * Runs `work`, which spends a passcode in its transaction, unless the person has to wait after wrong ones. A wrong
 * passcode counts as a failed attempt; any other refusal doesn't count.
 */
export async function throttlePasscode<Value, Code extends string>(
  { userId }: Pick<Person, 'userId'>,
  now: Date,
  work: () => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | 'THROTTLED'>> {
  const attempt = await reserveAttempt([stepUpBucket(userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const result = await work();
  if (result.ok) await attempt.succeeded();
  else if (isWrongPasscode(result.code)) await attempt.failed();
  else await attempt.undo();
  return result;
}
