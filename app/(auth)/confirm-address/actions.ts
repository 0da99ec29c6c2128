'use server';

import { confirmAddress } from '@/lib/identity/account/confirm-address';
import { confirmAddressSchema } from '@/lib/identity/account/own-schema';
import { clientAddress, currentPerson } from '@/lib/identity/sessions/current';
import { openAction } from '@/lib/transport/server-action';

export const confirm = openAction('account.change-address', confirmAddressSchema, async (input) =>
  confirmAddress(input, await currentPerson(), await clientAddress()),
);
