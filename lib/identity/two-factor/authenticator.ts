import { generateSecret, generateURI } from 'otplib';
import QRCode from 'qrcode';
import type { Person } from '@/lib/identity/actor/schema';
import { type Db, database } from '@/lib/platform/db/database';
import {
  countRecoveryCodes,
  deleteAuthenticator,
  findConfirmed,
  savePendingSeed,
} from './authenticator-store';
import type { AuthenticatorSetup, AuthenticatorView } from './schema';

export const hasAuthenticator = async (db: Db, userId: string): Promise<boolean> =>
  (await findConfirmed(db, userId)) !== null;

/** Whether the person has an authenticator, which rolling a key requires. */
export const isAuthenticatorOn = (person: Person): Promise<boolean> =>
  hasAuthenticator(database(), person.userId);

export async function viewAuthenticator(person: Person): Promise<AuthenticatorView> {
  const [since, recoveryCodesLeft] = await Promise.all([
    findConfirmed(database(), person.userId),
    countRecoveryCodes(database(), person.userId),
  ]);
  return { on: since !== null, since: since?.toISOString() ?? null, recoveryCodesLeft };
}

/**
 * Creates a pending seed with its setup key and QR code, for anyone who has proved their identity; null if there is an
 * authenticator that it may not replace.
 */
export async function prepareAuthenticator(
  db: Db,
  { userId, sessionId, email }: Person,
  { replace }: { replace: boolean },
): Promise<AuthenticatorSetup | null> {
  const seed = generateSecret({ length: 20 });
  if (!(await savePendingSeed(db, { userId, sessionId, seed, replace }))) return null;
  const uri = generateURI({ issuer: 'Keyport', label: email, secret: seed });
  return { setupKey: seed, qrSvg: await QRCode.toString(uri, { type: 'svg', margin: 2 }) };
}

/** The authenticator and its recovery codes; false if there was none. */
export const removeAuthenticator = (db: Db, userId: string): Promise<boolean> =>
  deleteAuthenticator(db, userId);
