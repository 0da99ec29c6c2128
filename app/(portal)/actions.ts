'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { endCurrentSession } from '@/app/end-current-session';
import { personAction } from '@/lib/action';
import { currentActor } from '@/lib/auth/current';
import { switchOrganization, switchSchema } from '@/lib/auth/organizations';
import { isOurOrigin } from '@/lib/auth/origin';

export async function signOut(): Promise<void> {
  if (!isOurOrigin((await headers()).get('origin'))) return;
  await endCurrentSession();
  redirect('/sign-in');
}

/** For anybody who is signed in: who works in no organization at the moment may have one to switch to. */
export const switchTo = personAction(switchSchema, async (input, person) =>
  switchOrganization((await currentActor()) ?? person, input),
);
