import { secretMatches } from '@/lib/access/credentials/secret-hash';
import { isSecret, type Presented, prefixOfIdentifier } from '@/lib/access/credentials/token';
import { factsOf } from '@/lib/access/key-records/facts';
import { rateOf } from '@/lib/access/key-records/key-store';
import { effectiveRights } from '@/lib/access/key-records/ownership-policy';
import { recordUse } from '@/lib/access/usage/record-use';
import { judge, type VerdictCode } from '@/lib/access/verdict/judge';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { parseAddress } from '@/lib/platform/network/address';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { findProgram, type ProgramRecord } from './program-store';

/** A program that presented a key with its secret. */
export type Program = {
  apiKeyId: string;
  name: string;
  credentialId: string;
  /** The identifier that it presented. */
  key: string;
  rate: RateLimit | null;
  organization: { id: string };
  /** The person that it acts for; null if the key isn't a member's personal key. */
  actor: Actor | null;
};

export type ProgramRefusal = Exclude<VerdictCode, 'VALID'>;

/**
 * Judges a key as a verifier does, by what the database holds now, and counts its use. Garbage and an unknown identifier
 * get the same answer as a wrong secret, and garbage costs no query.
 */
export async function authenticateProgram(
  { key, secret }: Presented,
  address: string,
): Promise<Result<Program, ProgramRefusal>> {
  const isGarbage = prefixOfIdentifier(key) === null || (secret !== null && !isSecret(secret));
  if (isGarbage) return refuse('NOT_FOUND');
  const record = await findProgram(database(), key);
  const code = judgeRecord(record, secret, address);
  if (!record) return refuse(code === 'VALID' ? 'NOT_FOUND' : code);
  await recordUse(record.id, code, address, currentTime().getTime());
  return code === 'VALID' ? ok(toProgram(record, address)) : refuse(code);
}

function judgeRecord(record: ProgramRecord | null, secret: string | null, address: string): VerdictCode {
  const hash = record?.secretHash && Buffer.from(record.secretHash).toString('latin1');
  const proof = secret === null ? 'none' : secretMatches(secret, hash) ? 'secret' : 'wrong';
  // The portal asks for no dataset, and for no permission of the catalogue.
  const facts = record && factsOf(record, { datasets: [], permissions: new Map() });
  const request = {
    environment: facts?.environment ?? 'production',
    permissions: [],
    endpoint: null,
    dataset: null,
    client: parseAddress(address),
  };
  // The portal never accepts a key without its secret.
  const code = judge(facts, proof, request, [], currentTime().getTime());
  return code === 'VALID' && proof !== 'secret' ? 'SECRET_REQUIRED' : code;
}

function toProgram({ id, key, apiKey }: ProgramRecord, address: string): Program {
  const { organization, name, permissions, owner } = apiKey;
  const membership = owner?.memberships.find(({ organizationId }) => organizationId === organization.id);
  const held = permissions.map(({ permissionName }) => permissionName);
  const actor: Actor | null =
    owner && membership
      ? {
          userId: owner.id,
          name: owner.name,
          email: owner.email,
          // The API has no operations for operators.
          operator: false,
          sessionId: `key ${apiKey.id}`,
          address,
          organization,
          role: membership.role,
          program: { key, rights: effectiveRights(held, membership) },
        }
      : null;
  return { apiKeyId: apiKey.id, name, credentialId: id, key, rate: rateOf(apiKey), organization, actor };
}
