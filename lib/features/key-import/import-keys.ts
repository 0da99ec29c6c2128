import { randomUUID } from 'node:crypto';
import { countRoom } from '@/lib/access/key-records/key-store';
import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { announceKeys } from '@/lib/platform/audit/announce-keys';
import { recordChange } from '@/lib/platform/audit/record';
import type { Principal } from '@/lib/platform/audit/schema';
import { type Db, database, isTaken } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { type Candidate, type Decision, decideImport } from './import-policy';
import {
  findCatalogue,
  findImportedIdentifiers,
  findKnownTokens,
  findTakenNames,
  findTarget,
  insertImported,
  lockTarget,
  type Target,
} from './import-store';
import { prepareRow } from './prepare-row';
import { importRowSchema, reasonOf } from './row-schema';
import type { BatchOutcome, FileRow, ImportBatch, RefusedRow } from './schema';

export type ImportRefusal = 'NO_SUCH_ORGANIZATION' | 'NOT_OPERATOR';

type Given = Omit<ImportBatch, 'organizationId'> & { target: Target };

/** Imports a batch of rows, or says what that would do, from the operator's screen. */
export async function importFromScreen(
  person: Person,
  { organizationId, ...given }: ImportBatch,
): Promise<Result<BatchOutcome, ImportRefusal>> {
  if (!person.operator) {
    const event = { action: 'key.import', ...subject(null, given.rows.length) } as const;
    return refuseNonOperator(person, { ...event, details: { organizationId } }, currentTime());
  }
  return importKeys(person, { target: { id: organizationId }, ...given });
}

/**
 * Imports the rows that can be taken, in one transaction that every verifier has caught up with, and names the others
 * with the reason.
 */
export async function importKeys(
  who: Principal,
  given: Given,
): Promise<Result<BatchOutcome, 'NO_SUCH_ORGANIZATION'>> {
  const { candidates, malformed } = prepare(given.rows);
  const outcomeOf = ({ accepted, already, refused }: Decision): BatchOutcome => ({
    imported: accepted.map(({ line }) => line),
    already,
    refused: [...malformed, ...refused],
  });
  for (let attempt = 1; ; attempt++) {
    try {
      const decided = given.dryRun
        ? await decide(database(), given, candidates)
        : await write(who, given, candidates);
      return decided.ok ? ok(outcomeOf(decided.value)) : decided;
    } catch (error) {
      // Somebody else has just taken a name or imported a token: the next attempt refuses that row.
      if (attempt === MAX_ATTEMPTS || !(isTaken(error, 'keyName') || isTaken(error, 'importedToken')))
        throw error;
    }
  }
}

const MAX_ATTEMPTS = 5;

function prepare(rows: readonly FileRow[]): { candidates: Candidate[]; malformed: RefusedRow[] } {
  const candidates: Candidate[] = [];
  const malformed: RefusedRow[] = [];
  for (const { line, values } of rows) {
    const { data, error } = importRowSchema.safeParse(values);
    if (data) candidates.push(prepareRow(line, data));
    else malformed.push({ line, reason: reasonOf(error) });
  }
  return { candidates, malformed };
}

const write = (
  who: Principal,
  given: Given,
  candidates: readonly Candidate[],
): Promise<Result<Decision, 'NO_SUCH_ORGANIZATION'>> =>
  transactAndAwaitVerifiers(async (db) => {
    const organization = await lockTarget(db, given.target);
    if (!organization) return refuse('NO_SUCH_ORGANIZATION');
    const now = currentTime();
    const decided = await decideFor(db, organization.id, { ...given, before: 0 }, candidates, now);
    const { accepted } = decided;
    if (accepted.length === 0) return ok(decided);
    const id = randomUUID();
    const batch = { id, organizationId: organization.id, createdById: who.userId, now };
    const keys = await insertImported(db, accepted, batch);
    const announced = given.notify
      ? await announceKeys(
          db,
          'key.created',
          organization.id,
          keys.map((each) => each.id),
          now,
        )
      : [];
    const details = { keys: keys.map(({ key }) => key) };
    const event = { action: 'key.import', ...subject(id, keys.length), details, announced } as const;
    await recordChange(db, { ...who, organization }, event, now);
    return ok(decided);
  });

async function decide(
  db: Db,
  given: Given,
  candidates: readonly Candidate[],
): Promise<Result<Decision, 'NO_SUCH_ORGANIZATION'>> {
  const organization = await findTarget(db, given.target);
  if (!organization) return refuse('NO_SUCH_ORGANIZATION');
  return ok(await decideFor(db, organization.id, given, candidates, currentTime()));
}

async function decideFor(
  db: Db,
  organizationId: string,
  { before }: Given,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Decision> {
  const hashes = candidates.flatMap(({ hash, otherReading }) => [hash, otherReading?.hash ?? []].flat());
  const folded = candidates.map(({ nameFold }) => nameFold);
  const room = await countRoom(db, organizationId, settings().maxKeysPerOrganization);
  const known = await findKnownTokens(db, hashes);
  const names = await findTakenNames(db, organizationId, folded);
  const permissions = await findCatalogue(db, organizationId);
  return decideImport(candidates, { organizationId, now, known, names, ...permissions, room: room - before });
}

/** The identifiers of a key for which clients present an imported token. */
export const listImportedIdentifiers = (actor: Actor, keyId: string): Promise<string[]> =>
  findImportedIdentifiers(database(), actor.organization.id, keyId);

const subject = (batchId: string | null, keys: number) =>
  ({
    subjectType: 'import',
    subjectId: batchId,
    subjectName: keys === 1 ? '1 API key' : `${keys} API keys`,
  }) as const;
