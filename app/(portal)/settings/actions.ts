'use server';

import { refresh } from 'next/cache';
import { renameOrganization } from '@/lib/organizations/organizations/rename-organization';
import { renameOrganizationSchema } from '@/lib/organizations/organizations/schema';
import { action } from '@/lib/transport/server-action';

export const rename = action('organization.rename', renameOrganizationSchema, async (input, actor) => {
  const renamed = await renameOrganization(actor, input);
  // The name stands in the frame around every screen.
  if (renamed.ok) refresh();
  return renamed;
});
