'use server';

import { clientAddress } from '@/lib/identity/sessions/current';
import { setUpSchema } from '@/lib/organizations/setup/schema';
import { setUp } from '@/lib/organizations/setup/set-up';
import { publicAction } from '@/lib/transport/server-action';

export const setUpInstallation = publicAction('installation.set-up', setUpSchema, async (input) =>
  setUp(input, await clientAddress()),
);
