'use server';

import { after } from 'next/server';
import { askReset } from '@/lib/identity/password-reset/reset-link';
import { resetPassword } from '@/lib/identity/password-reset/reset-password';
import { askResetSchema, resetPasswordSchema } from '@/lib/identity/password-reset/schema';
import { clientAddress } from '@/lib/identity/sessions/current';
import { publicAction } from '@/lib/transport/server-action';

export const ask = publicAction('password.ask-reset', askResetSchema, async (input) =>
  askReset(input, await clientAddress(), after),
);

export const reset = publicAction('password.reset', resetPasswordSchema, async (input) =>
  resetPassword(input, await clientAddress()),
);
