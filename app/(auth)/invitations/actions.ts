'use server';

import { z } from 'zod';
import { endCurrentSession } from '@/app/_session/end-current-session';
import { clientAddress } from '@/lib/identity/sessions/current';
import { joinAsMyself, joinAsNew } from '@/lib/organizations/invitations/join';
import { joinAsMyselfSchema, joinSchema } from '@/lib/organizations/invitations/schema';
import { ok } from '@/lib/platform/result';
import { personAction, publicAction } from '@/lib/transport/server-action';

export const join = publicAction('invitation.accept', joinSchema, async (input) =>
  joinAsNew(input, await clientAddress()),
);

export const joinSignedIn = personAction('invitation.accept', joinAsMyselfSchema, (input, person) =>
  joinAsMyself(person, input),
);

/** Stays on the page: its link is for somebody other than the person who was signed in. */
export const signOutHere = publicAction('session.end', z.undefined(), async () => {
  await endCurrentSession();
  return ok(null);
});
