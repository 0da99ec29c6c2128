import { type Db, database } from '@/lib/platform/db/database';
import { findOperators, findPasswordHashOf, hasUser, insertUser, type NewUser } from './user-store';

/** What other folders ask about accounts. The callers check who may ask. */

/** `email` in lower case. */
export const hasAccount = (db: Db, email: string): Promise<boolean> => hasUser(db, email);

/** The new account's id. Throws a unique violation if the address already has an account. */
export const createUser = (db: Db, user: NewUser, now: Date): Promise<string> => insertUser(db, user, now);

export const listOperators = (db: Db): Promise<{ name: string; email: string }[]> => findOperators(db);

export const findPasswordHash = (userId: string): Promise<string | null> =>
  findPasswordHashOf(database(), userId);
