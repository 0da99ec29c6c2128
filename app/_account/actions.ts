'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import {
  changePassword as changeOwnPassword,
  rename as renameMyself,
} from '@/lib/identity/account/change-account';
import {
  cancelAddressChange,
  changeEmail as changeOwnEmail,
  resendAddressLink,
} from '@/lib/identity/account/change-address';
import {
  beginReplacement,
  renewRecoveryCodes,
  turnOffAuthenticator,
} from '@/lib/identity/account/change-authenticator';
import {
  changeEmailSchema,
  changePasswordSchema,
  nothingSchema,
  renameSchema,
  renewRecoveryCodesSchema,
  resetAuthenticatorSchema,
} from '@/lib/identity/account/schema';
import { cookieFlags, sessionCookie } from '@/lib/identity/sessions/cookies';
import { currentPerson } from '@/lib/identity/sessions/current';
import { endEverySession, endOneSession } from '@/lib/identity/sessions/own-sessions';
import { endSessionSchema } from '@/lib/identity/sessions/session-schema';
import { beginAuthenticatorSchema, turnOnAuthenticatorSchema } from '@/lib/identity/two-factor/schema';
import { beginAuthenticator, turnOnAuthenticator } from '@/lib/identity/two-factor/turn-on-authenticator';
import { personAction, publicAction } from '@/lib/transport/server-action';

export const rename = personAction('account.rename', renameSchema, (input, person) =>
  renameMyself(person, input),
);

export const changeEmail = personAction('account.change-address', changeEmailSchema, (input, person) =>
  changeOwnEmail(person, input),
);

export const resendEmail = personAction('account.change-address', nothingSchema, (_input, person) =>
  resendAddressLink(person),
);

export const cancelEmail = personAction('account.change-address', nothingSchema, (_input, person) =>
  cancelAddressChange(person),
);

export const changePassword = personAction('password.change', changePasswordSchema, (input, person) =>
  changeOwnPassword(person, input),
);

export const begin = personAction('authenticator.turn-on', beginAuthenticatorSchema, (input, person) =>
  beginAuthenticator(person, input),
);

export const turnOn = personAction('authenticator.turn-on', turnOnAuthenticatorSchema, (input, person) =>
  turnOnAuthenticator(person, input),
);

export const replace = personAction('authenticator.replace', resetAuthenticatorSchema, (input, person) =>
  beginReplacement(person, input),
);

export const turnOff = personAction('authenticator.turn-off', resetAuthenticatorSchema, (input, person) =>
  turnOffAuthenticator(person, input),
);

export const renewCodes = personAction('recovery-codes.renew', renewRecoveryCodesSchema, (input, person) =>
  renewRecoveryCodes(person, input),
);

export const endOne = personAction('session.end', endSessionSchema, (input, person) =>
  endOneSession(person, input),
);

/** Ends every row first: even if the response is lost, all the cookies are worthless. */
export const signOutEverywhere = publicAction('session.end-all', z.undefined(), async () => {
  const person = await currentPerson();
  if (person) await endEverySession(person);
  (await cookies()).set(sessionCookie(), '', { ...cookieFlags(), maxAge: 0 });
  redirect('/sign-in');
});
