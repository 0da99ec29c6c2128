'use server';

import { z } from 'zod';
import { endCurrentSession } from '@/app/end-current-session';
import { openAction, personAction } from '@/lib/action';
import { clientAddress } from '@/lib/auth/current';
import { joinAsMyself, joinAsNew } from '@/lib/invitations/join';
import { joinAsMyselfSchema, joinSchema } from '@/lib/invitations/schema';
import { ok } from '@/lib/result';

export const join = openAction('invitation.accept', joinSchema, async (input) =>
  joinAsNew(input, await clientAddress()),
);

export const joinSignedIn = personAction('invitation.accept', joinAsMyselfSchema, (input, person) =>
  joinAsMyself(person, input),
);

/** Stays on the page, whose link is for somebody else than who was signed in. */
export const signOutHere = openAction('session.end', z.undefined(), async () => {
  await endCurrentSession();
  return ok(null);
});
