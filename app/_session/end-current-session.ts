import { cookies } from 'next/headers';
import { cookieFlags, sessionCookie } from '@/lib/identity/sessions/cookies';
import { clientAddress, sessionId } from '@/lib/identity/sessions/current';
import { endSession } from '@/lib/identity/sessions/sessions';

/** Ends the session's row first: even if the response is lost, the old cookie is worthless. */
export async function endCurrentSession(): Promise<void> {
  const id = await sessionId();
  if (id) await endSession(id, await clientAddress());
  // Deleting needs the same flags as setting: browsers ignore a `__Host-` cookie without Secure.
  (await cookies()).set(sessionCookie(), '', { ...cookieFlags(), maxAge: 0 });
}
