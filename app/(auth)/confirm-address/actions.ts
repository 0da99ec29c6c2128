'use server';

import { confirmAddress } from '@/lib/accounts/confirm-address';
import { confirmAddressSchema } from '@/lib/accounts/own-schema';
import { openAction } from '@/lib/action';
import { clientAddress, currentPerson } from '@/lib/auth/current';

export const confirm = openAction('account.change-address', confirmAddressSchema, async (input) =>
  confirmAddress(input, await currentPerson(), await clientAddress()),
);
