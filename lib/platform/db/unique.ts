import { takenIndexOf } from './driver-error';

/** What two rows can't have in common, by unique index. */
export const UNIQUE = {
  keyName: ['api_key_living_name', 'api_key_living_personal_name'],
  datasetName: ['dataset_organization_id_name_fold_key'],
  organizationName: ['organization_name_fold_key'],
  permissionName: ['permission_pkey'],
  email: ['user_account_email_key'],
  externalIdentity: ['external_identity_pkey'],
  importedToken: ['imported_token_pkey'],
} satisfies Record<string, string[]>;

/**
 * Whether a write failed because of an existing row with the same value in this column. Any other unique violation is a
 * bug: it must not be reported as this one.
 */
export function isTaken(error: unknown, what: keyof typeof UNIQUE): boolean {
  const index = takenIndexOf(error);
  return index !== null && (UNIQUE[what] as string[]).includes(index);
}
