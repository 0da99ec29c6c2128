'use server';

import { changeOperatorPolicy } from '@/lib/access/key-policies/key-policies';
import { keyPolicySchema } from '@/lib/access/key-policies/schema';
import { addPermission } from '@/lib/access/permissions/add-permission';
import {
  addPermissionSchema,
  editPermissionSchema,
  removePermissionSchema,
} from '@/lib/access/permissions/catalogue-schema';
import { setGrant } from '@/lib/access/permissions/change-grant';
import { editPermission } from '@/lib/access/permissions/edit-permission';
import { removePermission } from '@/lib/access/permissions/remove-permission';
import { changeGrantSchema } from '@/lib/access/permissions/schema';
import { findTargets } from '@/lib/features/key-import/find-targets';
import { importFromScreen } from '@/lib/features/key-import/import-keys';
import { findTargetsSchema, importBatchSchema } from '@/lib/features/key-import/schema';
import { changeContacts } from '@/lib/organizations/contacts/contacts';
import { changeContactsSchema } from '@/lib/organizations/contacts/schema';
import { inviteFirstAdmin } from '@/lib/organizations/invitations/invite-first-admin';
import { inviteFirstAdminSchema } from '@/lib/organizations/invitations/schema';
import { changeOrganization } from '@/lib/organizations/organizations/change-organization';
import { createOrganization } from '@/lib/organizations/organizations/create-organization';
import { changeOrganizationSchema, createOrganizationSchema } from '@/lib/organizations/organizations/schema';
import { refreshOnSuccess } from '@/lib/transport/refresh-screen';
import { personAction } from '@/lib/transport/server-action';

export const create = personAction('organization.create', createOrganizationSchema, (input, person) =>
  createOrganization(person, input),
);
export const inviteAdmin = personAction('invitation.create', inviteFirstAdminSchema, (input, person) =>
  inviteFirstAdmin(person, input),
);
export const change = personAction('organization.edit', changeOrganizationSchema, (input, person) =>
  refreshOnSuccess(changeOrganization(person, input)),
);
export const grant = personAction('permission.grant', changeGrantSchema, (input, person) =>
  refreshOnSuccess(setGrant(person, input)),
);
export const add = personAction('permission.add', addPermissionSchema, (input, person) =>
  addPermission(person, input),
);
export const edit = personAction('permission.edit', editPermissionSchema, (input, person) =>
  editPermission(person, input),
);
export const remove = personAction('permission.remove', removePermissionSchema, (input, person) =>
  removePermission(person, input),
);
export const savePolicy = personAction('operator-policy.edit', keyPolicySchema, (input, person) =>
  refreshOnSuccess(changeOperatorPolicy(person, input)),
);
export const saveContacts = personAction('contact.edit', changeContactsSchema, (input, person) =>
  refreshOnSuccess(changeContacts(person, input)),
);
export const importRows = personAction('key.import', importBatchSchema, (input, person) =>
  importFromScreen(person, input),
);
export const findOrganizations = personAction('key.import', findTargetsSchema, (input, person) =>
  findTargets(person, input),
);
