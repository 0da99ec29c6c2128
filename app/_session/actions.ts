'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentActor } from '@/lib/identity/sessions/current';
import { resumeSchema } from '@/lib/identity/sessions/session-schema';
import { resumeSession, switchOrganization, switchSchema } from '@/lib/identity/sessions/switch-organization';
import { personAction, publicAction } from '@/lib/transport/server-action';
import { endCurrentSession } from './end-current-session';

/** For anybody: the session may have ended. */
export const signOut = publicAction('session.end', z.undefined(), async () => {
  await endCurrentSession();
  redirect('/sign-in');
});

/** Whether the page of one person in one organization may continue with the current session. */
export const resume = personAction('session.resume', resumeSchema, async (input, person) =>
  resumeSession((await currentActor()) ?? person, input),
);

/** For anybody who is signed in: somebody without a current organization may have one to switch to. */
export const switchTo = personAction('session.switch', switchSchema, async (input, person) =>
  switchOrganization((await currentActor()) ?? person, input),
);
