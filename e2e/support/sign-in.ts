import type { APIRequestContext, APIResponse, BrowserContext } from '@playwright/test';
import { query } from './database';
import type { Keyport } from './keyport';
import type { Person } from './person';

type Given = { email: string; password: string; passcode?: string; recoveryCode?: string };

/** What the sign-in page sends; for tests that aren't about signing in. */
export async function postSignIn(
  request: APIRequestContext,
  keyport: Keyport,
  given: Given,
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const { csrfToken } = await (await request.get(`${keyport.portalUrl}/api/auth/csrf`)).json();
  return request.post(`${keyport.portalUrl}/api/auth/callback/credentials`, {
    headers: { origin: keyport.portalUrl, ...headers },
    form: { ...given, csrfToken, json: 'true' },
  });
}

/** Signs in a browser. A person with an authenticator types its passcode. */
export async function signIn(
  { request }: BrowserContext,
  keyport: Keyport,
  { email, password }: Pick<Person, 'email' | 'password'>,
  passcode?: string,
): Promise<void> {
  const answer = await postSignIn(request, keyport, { email, password, ...(passcode ? { passcode } : {}) });
  if (!answer.ok()) throw new Error(`Not signed in: ${await answer.text()}`);
}

/** The person's only session. */
export async function sessionOf(keyport: Keyport, { actor }: Person): Promise<string> {
  const text = 'select id from session where user_id = $1';
  const [session] = await query<{ id: string }>(keyport, text, [actor.userId]);
  if (!session) throw new Error(`${actor.name} has no session`);
  return session.id;
}
