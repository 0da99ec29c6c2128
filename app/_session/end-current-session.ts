import { cookies } from 'next/headers';
import { cookieFlags, sessionCookie } from '@/lib/identity/sessions/cookies';
import { clientAddress, sessionId } from '@/lib/identity/sessions/current';
import { endSession } from '@/lib/identity/sessions/sessions';

/** Ends the session's row first: should the answer get lost, the old cookie is worth nothing all the same. */
export async function endCurrentSession(): Promise<void> {
  const id = await sessionId();
  if (id) await endSession(id, await clientAddress());
  // Deleting needs the flags that it was set with: browsers ignore a `__Host-` cookie without Secure.
  (await cookies()).set(sessionCookie(), '', { ...cookieFlags(), maxAge: 0 });
}
