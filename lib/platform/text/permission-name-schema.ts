import { text } from './schema';

export const MAX_PERMISSION_NAME = 100;
export const PERMISSION_NAME = /^[a-z][a-z0-9:_-]{0,99}$/;

/** The names of the portal's own API begin with it. No organization is granted them: personal keys alone hold them. */
export const PORTAL_PREFIX = 'portal:';

export const isPortalPermission = (name: string): boolean => name.startsWith(PORTAL_PREFIX);

/** The name that programs know a permission by. Whether the catalogue has it is for the service to say. */
export const permissionName = text(MAX_PERMISSION_NAME).regex(
  PERMISSION_NAME,
  'is not the name of a permission',
);
