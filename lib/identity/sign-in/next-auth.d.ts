import 'next-auth';
import 'next-auth/jwt';

declare module 'next-auth' {
  interface User {
    /** The id of the session row that this sign-in created. */
    sid: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sid: string | undefined;
  }
}
