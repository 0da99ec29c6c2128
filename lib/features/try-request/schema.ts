import { z } from 'zod';
import { MAX_PRESENTED } from '@/lib/access/credentials/imported-schema';
import { ENVIRONMENTS, type Environment, type KeyType } from '@/lib/access/credentials/schema';
import type { VerdictCode } from '@/lib/access/verdict/judge';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { parseAddress } from '@/lib/platform/network/address';
import { parseRange } from '@/lib/platform/network/ip-ranges';
import { PERMISSION_NAME } from '@/lib/platform/text/permission-name-schema';
import { id, text } from '@/lib/platform/text/schema';

/** The shapes of "Try a request", which judges a request without making it. */

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

const client = text(200)
  .trim()
  .superRefine((text, context) => {
    if (text === '' || parseAddress(text) !== null) return;
    context.addIssue({ code: 'custom', message: `${whyNoAddress(text)} Enter one, such as 203.0.113.7.` });
  });

/** With the messages for IP ranges, which cover the usual mistakes. */
function whyNoAddress(text: string): string {
  if (text.includes('/')) return 'This is not one address.';
  const range = parseRange(text);
  const reason = 'reason' in range ? range.reason : 'not an address';
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

export const tryRequestSchema = z.strictObject({
  /** Which of a key's credentials comes with the request: after a roll there are two. */
  credentialId: id('Choose a key.'),
  withSecret: z.boolean(),
  environment: z.enum(ENVIRONMENTS),
  method: z.enum(METHODS),
  path: text(8_192)
    .trim()
    .refine(
      (text) => text === '' || text.startsWith('/'),
      'Enter the path alone, from its first /, without https:// and host.',
    ),
  /** One name, or nothing. */
  permission: text(100).refine((name) => name === '' || PERMISSION_NAME.test(name), 'Choose a permission.'),
  client,
  dataset: text(200).trim(),
});
export type TryRequest = z.infer<typeof tryRequestSchema>;

/** Room for a name, an identifier or an imported token, with a few spaces around it. */
export const MAX_TRY_KEY_TEXT = MAX_PRESENTED + 20;
export const findTryKeysSchema = z.strictObject({ text: text(MAX_TRY_KEY_TEXT) });

/** Credentials that a request can be tried with. */
export type TryKey = {
  credentialId: string;
  /** The API key that they belong to. */
  id: string;
  name: string;
  key: string;
  type: KeyType;
  environment: Environment;
  /** False after a roll: these are the older ones. */
  current: boolean;
};

/** `more` means that there are further matches. */
export type TryKeys = { keys: TryKey[]; more: boolean };

/** A permission of the catalogue; `granted` says whether the organization may give it. */
export type NamedPermission = { label: string; granted: boolean };

/** Why the verdict is what it is. */
export type Reason =
  | { code: 'VALID'; by: { label: string; method: string; pattern: string; keyAlone: boolean }[] }
  /** `proved` is the verdict for a caller who has the secret; null if the key has none. */
  | { code: 'NOT_FOUND' | 'SECRET_REQUIRED'; proved: VerdictCode | null }
  | { code: 'REVOKED' | 'DISABLED' }
  /** `none`: the key is associated with no dataset at all. */
  | { code: 'DATASET_NOT_ALLOWED'; none: boolean }
  | { code: 'EXPIRED' | 'ROLLED'; endedAt: string }
  | { code: 'WRONG_ENVIRONMENT'; environment: Environment }
  | { code: 'IP_NOT_ALLOWED'; client: string | null }
  | {
      code: 'INSUFFICIENT_PERMISSIONS';
      why: 'not-held' | 'secret-asked' | 'unclear-path' | 'not-named';
      /** What would have helped: the permissions not held, or those with an endpoint for this request. */
      permissions: NamedPermission[];
    };

/** The verdict, with the request as it was judged. */
export type Tried = {
  reason: Reason;
  key: Pick<TryKey, 'id' | 'name' | 'key' | 'type'>;
  rate: RateLimit | null;
  request: Omit<TryRequest, 'credentialId'> & { permissionLabel: string; datasetName: string };
  at: string;
};
