'use server';

import { after } from 'next/server';
import { openAction } from '@/lib/action';
import { clientAddress } from '@/lib/auth/current';
import { resetPassword } from '@/lib/password-reset/reset';
import { askResetSchema, resetPasswordSchema } from '@/lib/password-reset/schema';
import { askReset } from '@/lib/password-reset/service';

export const ask = openAction('password.ask-reset', askResetSchema, async (input) =>
  askReset(input, await clientAddress(), after),
);

export const reset = openAction('password.reset', resetPasswordSchema, async (input) =>
  resetPassword(input, await clientAddress()),
);
