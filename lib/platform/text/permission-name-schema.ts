import { text } from './schema';

export const MAX_PERMISSION_NAME = 100;
export const PERMISSION_NAME = /^[a-z][a-z0-9:_-]{0,99}$/;

/**
 * The prefix of the permissions for the portal's own API. They aren't granted to organizations: only personal keys hold
 * them.
 */
export const PORTAL_PREFIX = 'portal:';

export const isPortalPermission = (name: string): boolean => name.startsWith(PORTAL_PREFIX);

/** The name by which programs know a permission. Whether it exists is for the service to check. */
export const permissionName = text(MAX_PERMISSION_NAME).regex(
  PERMISSION_NAME,
  'is not the name of a permission',
);
