import { z } from 'zod';
import { ORGANIZATION_KINDS, type OrganizationKind } from '@/lib/identity/actor/schema';
import { lineSchema, nameSchema } from '@/lib/platform/text/name-schema';
import {
  isPortalPermission,
  MAX_PERMISSION_NAME,
  PERMISSION_NAME,
  permissionName,
} from '@/lib/platform/text/permission-name-schema';
import { text } from '@/lib/platform/text/schema';
import type { Endpoint } from './endpoints';
import { methodProblem, patternProblem } from './pattern';

const MAX_ENDPOINTS = 100;

/** The name that programs use. Names that begin with `portal:` are built in, for the portal's own API. */
const newName = text(1_000)
  .trim()
  .min(1, 'Enter a name.')
  .max(MAX_PERMISSION_NAME, 'Use at most 100 characters.')
  .regex(PERMISSION_NAME, 'Use small letters, digits, and : _ - in between; begin with a letter.')
  .refine((name) => !isPortalPermission(name), "Names that begin with portal: are the portal's own.");

const endpoints = z
  .array(z.strictObject({ method: text(1_000).trim(), pattern: text(1_000).trim(), keyAlone: z.boolean() }))
  .max(MAX_ENDPOINTS, `Use at most ${MAX_ENDPOINTS} endpoints.`)
  .superRefine((list, context) => {
    const seen = new Set<string>();
    // One message with a line for each: a form shows the first message of a field only.
    const lines = list.flatMap((endpoint, index) => {
      const id = `${endpoint.method} ${endpoint.pattern}`;
      const problem = endpointProblem(endpoint) ?? (seen.has(id) ? 'is there already' : null);
      seen.add(id);
      return problem === null ? [] : [`Endpoint ${index + 1}, “${id.trim()}”: ${problem}.`];
    });
    if (lines.length > 0) context.addIssue({ code: 'custom', message: lines.join('\n') });
  });

export const endpointProblem = ({ method, pattern }: Pick<Endpoint, 'method' | 'pattern'>): string | null =>
  methodProblem(method.trim()) ?? patternProblem(pattern.trim());

const editable = {
  label: nameSchema('a label'),
  description: lineSchema.refine((text) => text !== '', 'Say in a sentence what it is for.'),
  /** As typed: the position in lists. Permissions with the same number are sorted by name. */
  order: text(100)
    .trim()
    .regex(/^\d{1,3}$/, 'Enter a whole number from 0 to 999.'),
  allowedForPublicKeys: z.boolean(),
  recommendedFor: z.array(z.enum(ORGANIZATION_KINDS)).max(ORGANIZATION_KINDS.length),
  endpoints,
};

export const addPermissionSchema = z.strictObject({ ...editable, name: newName });
export type AddPermission = z.infer<typeof addPermissionSchema>;

/** `revision` is the revision that the form was opened with. */
export const editPermissionSchema = z.strictObject({
  ...editable,
  name: permissionName,
  revision: text(100),
});
export type EditPermission = z.infer<typeof editPermissionSchema>;

/** `seen` are the numbers that the person was shown when they confirmed. */
export const removePermissionSchema = z.strictObject({
  name: permissionName,
  seen: z.strictObject({ keys: z.int().min(0), organizations: z.int().min(0) }),
});
export type RemovePermission = z.infer<typeof removePermissionSchema>;

/** Screens count the keys that hold a permission up to this number. */
export const MAX_COUNTED_HOLDERS = 1_000;

/** A permission as the operator sees it. */
export type CatalogueEntry = {
  name: string;
  label: string;
  description: string;
  order: number;
  allowedForPublicKeys: boolean;
  recommendedFor: OrganizationKind[];
  endpoints: Endpoint[];
  /** How many hold it: keys that aren't revoked, the public ones among them, and organizations that are granted it. */
  keys: number;
  publicKeys: number;
  organizations: number;
  revision: string;
};
