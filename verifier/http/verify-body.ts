import { z } from 'zod';
import { ENVIRONMENTS } from '@/lib/access/credentials/schema';
import { parseAddress } from '@/lib/platform/network/address';
import { permissionName } from '@/lib/platform/text/permission-name-schema';

/** The body of `POST /v1/verify`. Strict: a misspelled restriction must not count as none. */
export const verifySchema = z
  .strictObject({
    key: z.string().min(1, 'must not be empty'),
    secret: z.string().optional(),
    permission: z.union([permissionName, z.array(permissionName).max(100)]).optional(),
    method: z
      .string()
      .regex(/^[A-Z]{1,32}$/, 'must be an HTTP method in capitals, such as POST')
      .optional(),
    path: z.string().max(8192).startsWith('/', 'must begin with /').optional(),
    environment: z.enum(ENVIRONMENTS).default('production'),
    dataset: z.string().min(1, 'must not be empty').max(200).optional(),
    clientIp: z
      .string()
      .refine((text) => parseAddress(text) !== null, 'must be an IPv4 or IPv6 address')
      .optional(),
  })
  .refine((body) => (body.method === undefined) === (body.path === undefined), {
    path: ['path'],
    message: 'and method belong together: give both or neither',
  });

const MEMBERS = Object.keys(verifySchema.shape).join(', ');

export type VerifyBody = z.infer<typeof verifySchema>;

/**
 * One line for the caller: which known member is wrong and why. Never what the body contained: an unknown member may be
 * a secret, as may a value.
 */
export function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') return `the body: a member that is not one of ${MEMBERS}`;
  const name = issue?.path.join('.') || 'the body';
  return `${name}: ${issue?.message ?? 'not what is asked for'}`;
}
