import { signIn } from 'next-auth/react';
import type { ActionResult } from '@/lib/action-result';
import type { PasswordStep } from '@/lib/auth/sign-in-schema';

type Attempt = PasswordStep & { passcode?: string; recoveryCode?: string };
type Words = { message: string; field?: 'passcode' | 'recoveryCode' };

const WORDS: Record<string, Words> = {
  WRONG_CREDENTIALS: { message: 'Email or password is wrong.' },
  PASSCODE_WRONG: {
    message: 'That passcode is wrong or no longer current. Type the six digits that are shown now.',
    field: 'passcode',
  },
  PASSCODE_USED: { message: 'That passcode was used already. Wait for the next one.', field: 'passcode' },
  RECOVERY_CODE_WRONG: {
    message: 'That recovery code is wrong, or was used already.',
    field: 'recoveryCode',
  },
  UNAVAILABLE: { message: 'Keyport can not sign anyone in at the moment. Try again in a minute.' },
};

/** One try at signing in. A refusal is a code, with the seconds to wait where there is a wait. */
export async function attemptSignIn(
  attempt: Attempt,
): Promise<ActionResult<'signed-in' | 'passcode-required'>> {
  // Otherwise the address of the page goes along, which may be a one-time link.
  const answer = await signIn('credentials', { ...attempt, redirect: false, callbackUrl: '/' });
  if (answer?.ok && !answer.error) return { ok: true, value: 'signed-in' };
  const [code = 'UNAVAILABLE', seconds] = (answer?.error ?? 'UNAVAILABLE').split(':');
  if (code === 'PASSCODE_REQUIRED') return { ok: true, value: 'passcode-required' };
  if (code === 'THROTTLED') return { ok: false, code, message: waitWords(Number(seconds)) };
  const { message, field } = WORDS[code] ?? (WORDS.UNAVAILABLE as Words);
  return { ok: false, code, message, ...(field && { fields: { [field]: [message] } }) };
}

const waitWords = (seconds: number): string =>
  `Too many failed tries. Try again in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`;

/** A whole new page, so that nothing rendered for nobody is left over. */
export const enterPortal = () => window.location.assign('/');
