'use server';

import { confirmAddress } from '@/lib/identity/account/confirm-address';
import { confirmAddressSchema } from '@/lib/identity/account/schema';
import { clientAddress, currentPerson } from '@/lib/identity/sessions/current';
import { publicAction } from '@/lib/transport/server-action';

export const confirm = publicAction('account.change-address', confirmAddressSchema, async (input) =>
  confirmAddress(input, await currentPerson(), await clientAddress()),
);
