import { z } from 'zod';

/** A permission as a person choosing it sees it. */
export type PermissionChoice = {
  name: string;
  label: string;
  sentence: string;
  granted: boolean;
  publicFit: boolean;
  recommended: boolean;
};

export const changeGrantSchema = z.strictObject({
  organizationId: z.uuid(),
  permission: z.string().max(100),
  granted: z.boolean(),
});
export type ChangeGrant = z.infer<typeof changeGrantSchema>;

/** A permission as the operator sees it at one organization. */
export type GrantView = {
  name: string;
  label: string;
  sentence: string;
  granted: boolean;
  /** How many of the organization's keys hold it; revoked ones do not count. */
  keys: number;
};
