import type { PasswordStep } from '@/lib/identity/sign-in/sign-in-schema';
import { WRONG_PASSCODE } from '@/lib/identity/two-factor/schema';
import type { ActionResult } from '@/lib/transport/action-result';
import { messageFor } from '@/lib/transport/errors';

type Attempt = PasswordStep & { passcode?: string; recoveryCode?: string };
type Words = { message: string; field?: 'passcode' | 'recoveryCode' };

const WORDS: Record<string, Words> = {
  WRONG_CREDENTIALS: { message: 'Email or password is wrong.' },
  PASSCODE_WRONG: {
    message: WRONG_PASSCODE,
    field: 'passcode',
  },
  PASSCODE_USED: { message: 'That passcode was used already. Wait for the next one.', field: 'passcode' },
  RECOVERY_CODE_WRONG: {
    message: 'That recovery code is wrong, or was used already.',
    field: 'recoveryCode',
  },
  UNAVAILABLE: { message: 'Keyport can not sign anyone in at the moment. Try again in a minute.' },
};

/** One attempt to sign in. A refusal is a code, with the seconds to wait if any. */
export async function attemptSignIn(
  attempt: Attempt,
): Promise<ActionResult<'signed-in' | 'passcode-required'>> {
  const { url } = await postToAuth('callback/credentials', attempt);
  const error = new URL(url, window.location.origin).searchParams.get('error');
  if (error === null) return { ok: true, value: 'signed-in' };
  const [code = 'UNAVAILABLE', seconds] = error.split(':');
  if (code === 'PASSCODE_REQUIRED') return { ok: true, value: 'passcode-required' };
  if (code === 'THROTTLED') return { ok: false, code, message: messageFor(code, Number(seconds)) };
  const { message, field } = WORDS[code] ?? (WORDS.UNAVAILABLE as Words);
  return { ok: false, code, message, ...(field && { fields: { [field]: [message] } }) };
}

/**
 * next-auth's own `signIn` in the browser leaves the page if the network fails; this rejects, so that the page can show
 * it. The page's address isn't sent: it may be a one-time link.
 */
export async function postToAuth(step: string, given: Record<string, string>): Promise<{ url: string }> {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json();
  const body = new URLSearchParams({ callbackUrl: '/', ...given, csrfToken, json: 'true' });
  return (await fetch(`/api/auth/${step}`, { method: 'POST', body })).json();
}

/** Loads a new page, so that nothing rendered before signing in is left. */
export const enterPortal = (wanted = '/') => window.location.assign(wanted);
