/** Who an audit event names: a person, or the command line. */
export type Principal = {
  userId: string | null;
  name: string;
  address: string;
  organization?: { id: string } | null;
};

/**
 * A visitor: typing somebody's email address doesn't make one that person. Recorded with the visitor's network address.
 */
export const NOT_SIGNED_IN = { userId: null, name: 'Not signed in' } as const;

/** For what Keyport does on its own. */
export const KEYPORT: Principal = { userId: null, name: 'Keyport', address: 'local' };

export const COMMAND_LINE: Principal = { userId: null, name: 'Command line', address: 'local' };
