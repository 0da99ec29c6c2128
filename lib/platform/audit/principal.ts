/** Whoever an audit event names: a person, or the command line. */
export type Principal = {
  userId: string | null;
  name: string;
  address: string;
  organization?: { id: string } | null;
};

/** A visitor: whoever types somebody's address is not therefore that person. Goes with the visitor's address. */
export const NOT_SIGNED_IN = { userId: null, name: 'Not signed in' } as const;

/** What happens by itself. */
export const KEYPORT: Principal = { userId: null, name: 'Keyport', address: 'local' };

export const COMMAND_LINE: Principal = { userId: null, name: 'Command line', address: 'local' };
