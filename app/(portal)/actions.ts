'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { endCurrentSession } from '@/app/end-current-session';
import { currentActor } from '@/lib/identity/sessions/current';
import { resumeWork, switchOrganization, switchSchema } from '@/lib/identity/sessions/organizations';
import { resumeSchema } from '@/lib/identity/sessions/session-schema';
import { openAction, personAction } from '@/lib/transport/server-action';

/** For anybody: the session may have ended meanwhile. */
export const signOut = openAction('session.end', z.undefined(), async () => {
  await endCurrentSession();
  redirect('/sign-in');
});

/** Whether the page of one person in one organization may go on with the session that there is now. */
export const resume = personAction('session.resume', resumeSchema, async (input, person) =>
  resumeWork((await currentActor()) ?? person, input),
);

/** For anybody who is signed in: who works in no organization at the moment may have one to switch to. */
export const switchTo = personAction('session.switch', switchSchema, async (input, person) =>
  switchOrganization((await currentActor()) ?? person, input),
);
