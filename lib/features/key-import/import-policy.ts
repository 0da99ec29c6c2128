import type { KeyStatus } from '@/lib/access/credentials/schema';
import { isPortalPermission } from '@/lib/platform/text/permission-name-schema';
import type { ImportRow } from './row-schema';
import type { RefusedRow } from './schema';

/** A row that has the right form, with the hashes that it is known by. */
export type Candidate = {
  line: number;
  row: ImportRow;
  /** The name as compared. */
  nameFold: string;
  /** Whether a verifier would take it for one of Keyport's own. */
  hasOwnForm: boolean;
  pair: boolean;
  /** Of the token, or of the pair's identifier. */
  hash: string;
  /** Of the token, or of the pair's secret. */
  secretHash: string;
  /** The other way to import the same characters, as a token or as a pair; null if it can't be known. */
  otherReading: { hash: string; pair: boolean } | null;
};

/** A token that is or was imported. */
export type KnownToken = {
  hash: string;
  pair: boolean;
  organizationId: string;
  deletedAt: Date | null;
  /** Null if the key was deleted. */
  credential: {
    secretHash: string | null;
    replacedAt: Date | null;
    ended: boolean;
    status: KeyStatus;
  } | null;
};

export type Circumstances = {
  organizationId: string;
  now: Date;
  known: ReadonlyMap<string, KnownToken>;
  /** Of living keys, as `nameOf` writes them. */
  names: ReadonlySet<string>;
  /** All permissions of the catalogue, and those that the organization is granted. */
  catalogue: ReadonlySet<string>;
  granted: ReadonlySet<string>;
  /** How many more keys the organization may have. */
  room: number;
};

export type Decision = { accepted: Candidate[]; already: number; refused: RefusedRow[] };

export const nameOf = (environment: string, nameFold: string): string => `${environment} ${nameFold}`;

/** Which rows to import, how many were imported before, and why others are refused. Reasons never quote a value. */
export function decideImport(candidates: readonly Candidate[], circumstances: Circumstances): Decision {
  const decision: Decision = { accepted: [], already: 0, refused: [] };
  const lines = { tokens: new Map<string, number>(), names: new Map<string, number>() };
  for (const candidate of candidates) {
    const { line, row, hash, nameFold } = candidate;
    const name = nameOf(row.environment, nameFold);
    const sameToken = lines.tokens.get(hash);
    const known = circumstances.known.get(hash);
    const reason =
      (candidate.hasOwnForm ? OWN_FORM : null) ??
      (sameToken === undefined ? null : `has the token of line ${sameToken}`) ??
      (known ? reasonAgainstKnown(candidate, known, circumstances.organizationId) : null);
    if (reason === null && known) {
      decision.already += 1;
      lines.tokens.set(hash, line);
      continue;
    }
    const sameName = lines.names.get(name);
    const refusal =
      reason ??
      reasonAgainstOtherReading(candidate, circumstances.known, lines.tokens) ??
      reasonAgainstTimes(row, circumstances.now) ??
      reasonAgainstPermissions(row, circumstances) ??
      (sameName === undefined ? null : `name: is the name of line ${sameName}`) ??
      (circumstances.names.has(name) ? NAME_TAKEN : null) ??
      (decision.accepted.length < circumstances.room ? null : NO_ROOM);
    if (refusal !== null) {
      decision.refused.push({ line, reason: refusal });
      continue;
    }
    decision.accepted.push(candidate);
    lines.tokens.set(hash, line);
    lines.names.set(name, line);
  }
  return decision;
}

const OWN_FORM = 'has the form of the keys and secrets that Keyport issues; add such a key in Keyport';
/** It doesn't say by whom: that is another organization's business. */
const TAKEN = 'is taken already';
const NAME_TAKEN = 'name: is the name of another key of this environment';
const NO_ROOM = 'the organization has as many keys as it may have';

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** Null if it was imported into this organization before, and still works. */
function reasonAgainstKnown(
  { pair, secretHash }: Candidate,
  known: KnownToken,
  organizationId: string,
): string | null {
  if (known.organizationId !== organizationId || known.pair !== pair) return TAKEN;
  const { credential, deletedAt } = known;
  if (!credential) return `was deleted${deletedAt ? ` on ${day(deletedAt)}` : ''}`;
  if (credential.status === 'revoked') return 'was revoked';
  if (credential.replacedAt) return `was replaced on ${day(credential.replacedAt)}`;
  if (credential.ended) return 'was ended';
  return credential.secretHash === secretHash ? null : 'key: was imported with another secret';
}

/** The same characters as a token and as a pair would be two keys: stopping one would leave the other. */
function reasonAgainstOtherReading(
  { otherReading }: Candidate,
  known: Circumstances['known'],
  lines: ReadonlyMap<string, number>,
): string | null {
  if (!otherReading) return null;
  const { hash, pair } = otherReading;
  if (known.get(hash)?.pair !== pair && !lines.has(hash)) return null;
  return pair
    ? 'begins with the identifier of an imported pair and a full stop, so that it could be read as both'
    : 'is an imported token when joined by a full stop, so that it could be read as both';
}

function reasonAgainstTimes({ createdAt, expiresAt }: ImportRow, now: Date): string | null {
  if (createdAt && createdAt > now) return 'createdAt: is in the future';
  return expiresAt && expiresAt <= now ? 'expiresAt: is over' : null;
}

/** Only what the catalogue has is named: anything else may be a secret in the wrong column. */
function reasonAgainstPermissions(
  { permissions }: ImportRow,
  { catalogue, granted }: Circumstances,
): string | null {
  const index = permissions.findIndex((name) => isPortalPermission(name) || !catalogue.has(name));
  if (index !== -1) return `permissions: number ${index + 1} is not in the catalogue`;
  const missing = permissions.filter((name) => !granted.has(name));
  return missing.length === 0 ? null : `permissions: not granted to the organization: ${missing.join(', ')}`;
}
