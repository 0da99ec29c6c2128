'use server';

import { refresh } from 'next/cache';
import { personAction } from '@/lib/action';
import { changeContactsSchema } from '@/lib/contacts/schema';
import { changeContacts } from '@/lib/contacts/service';
import { changeOrganizationSchema, createOrganizationSchema } from '@/lib/organizations/schema';
import { changeOrganization, createOrganization } from '@/lib/organizations/service';
import { setGrant } from '@/lib/permissions/grants';
import { changeGrantSchema } from '@/lib/permissions/schema';
import type { Result } from '@/lib/result';

/** What is on screen was rendered before the change. */
async function refreshed<Value, Code extends string>(
  change: Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (result.ok) refresh();
  return result;
}

export const create = personAction(createOrganizationSchema, (input, person) =>
  createOrganization(person, input),
);
export const change = personAction(changeOrganizationSchema, (input, person) =>
  refreshed(changeOrganization(person, input)),
);
export const grant = personAction(changeGrantSchema, (input, person) => refreshed(setGrant(person, input)));
export const saveContacts = personAction(changeContactsSchema, (input, person) =>
  refreshed(changeContacts(person, input)),
);
