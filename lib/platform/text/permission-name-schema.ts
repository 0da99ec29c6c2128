import { text } from './schema';

export const MAX_PERMISSION_NAME = 100;
export const PERMISSION_NAME = /^[a-z][a-z0-9:_-]{0,99}$/;

/** The name that programs know a permission by. Whether the catalogue has it is for the service to say. */
export const permissionName = text(MAX_PERMISSION_NAME).regex(
  PERMISSION_NAME,
  'is not the name of a permission',
);
