'use server';

import { personAction } from '@/lib/action';
import { beginAuthenticatorSchema, turnOnAuthenticatorSchema } from '@/lib/two-factor/schema';
import { beginAuthenticator, turnOnAuthenticator } from '@/lib/two-factor/service';

export const begin = personAction(beginAuthenticatorSchema, (input, person) =>
  beginAuthenticator(person, input),
);

export const turnOn = personAction(turnOnAuthenticatorSchema, (input, person) =>
  turnOnAuthenticator(person, input),
);
