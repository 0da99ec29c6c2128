import { z } from 'zod';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { id } from '@/lib/platform/text/schema';

/** A permission as a person choosing it sees it. */
export type PermissionChoice = {
  name: string;
  label: string;
  description: string;
  granted: boolean;
  allowedForPublicKeys: boolean;
  recommended: boolean;
};

export const changeGrantSchema = z.strictObject({
  organizationId: id(),
  permission: permissionName,
  granted: z.boolean(),
});
export type ChangeGrant = z.infer<typeof changeGrantSchema>;

/** A permission as the operator sees it for one organization. */
export type GrantView = {
  name: string;
  label: string;
  description: string;
  granted: boolean;
  /** How many of the organization's keys hold it, up to `MAX_COUNTED_HOLDERS`. Revoked keys don't count. */
  keys: number;
};
