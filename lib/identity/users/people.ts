import { database, type Queries } from '@/lib/platform/db/client';
import { findHash, findOperators, hasUser, insertUser } from './people-store';

/** What other nouns ask about accounts; who may ask, they have looked at. */

/** `email` in lower case. */
export const hasAccount = (queries: Queries, email: string): Promise<boolean> => hasUser(queries, email);

/** Throws a unique violation where the address has an account already. */
export const addPerson = (
  queries: Queries,
  person: { email: string; name: string; passwordHash: string },
  now: Date,
): Promise<string> => insertUser(queries, { ...person, operator: false }, now);

export const listOperators = (queries: Queries): Promise<{ name: string; email: string }[]> =>
  findOperators(queries);

export const findPasswordHash = (userId: string): Promise<string | null> => findHash(database(), userId);
