'use server';

import { setUpSchema } from '@/lib/accounts/schema';
import { setUp } from '@/lib/accounts/service';
import { openAction } from '@/lib/action';
import { clientAddress } from '@/lib/auth/current';

export const setUpInstallation = openAction('installation.set-up', setUpSchema, async (input) =>
  setUp(input, await clientAddress()),
);
