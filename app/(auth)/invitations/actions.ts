'use server';

import { headers } from 'next/headers';
import { endCurrentSession } from '@/app/end-current-session';
import { openAction, personAction } from '@/lib/action';
import { clientAddress } from '@/lib/auth/current';
import { isOurOrigin } from '@/lib/auth/origin';
import { joinAsMyself, joinAsNew } from '@/lib/invitations/join';
import { joinAsMyselfSchema, joinSchema } from '@/lib/invitations/schema';

export const join = openAction(joinSchema, async (input) => joinAsNew(input, await clientAddress()));

export const joinSignedIn = personAction(joinAsMyselfSchema, (input, person) => joinAsMyself(person, input));

/** Stays on the page, whose link is for somebody else than who was signed in. */
export async function signOutHere(): Promise<void> {
  if (isOurOrigin((await headers()).get('origin'))) await endCurrentSession();
}
