import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { findImportedIdentifiers } from './import-store';

/** The identifiers of a key whose clients present an imported token in their place. */
export const listImportedIdentifiers = (actor: Actor, keyId: string): Promise<string[]> =>
  findImportedIdentifiers(database(), actor.organization.id, keyId);
