'use server';

import { changeOrganizationPolicy } from '@/lib/access/key-policies/key-policies';
import { keyPolicySchema } from '@/lib/access/key-policies/schema';
import { renameOrganization } from '@/lib/organizations/organizations/rename-organization';
import { renameOrganizationSchema } from '@/lib/organizations/organizations/schema';
import { refreshOnSuccess } from '@/lib/transport/refresh-screen';
import { action } from '@/lib/transport/server-action';

export const savePolicy = action('policy.edit', keyPolicySchema, (input, actor) =>
  refreshOnSuccess(changeOrganizationPolicy(actor, input)),
);
export const rename = action('organization.rename', renameOrganizationSchema, (input, actor) =>
  // The name is part of the frame around every screen.
  refreshOnSuccess(renameOrganization(actor, input)),
);
