import { generate } from 'otplib';
import type { Actor, Person, Role } from '@/lib/identity/actor/schema';
import { beginAuthenticator, turnOnAuthenticator } from '@/lib/identity/two-factor/turn-on-authenticator';
import { createAccount, createOperator } from '@/lib/organizations/setup/create-account';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';

export const PASSWORD = 'correct horse battery staple';

let made = 0;

/** Somebody working in an organization: a new one, or the one that is named. */
export async function newActor(given: { organization?: string; role?: Role } = {}): Promise<Actor> {
  made += 1;
  const organization = given.organization ?? `Organization ${made}`;
  const email = `person-${made}@example.com`;
  const account = {
    organization,
    kind: 'publisher',
    email,
    name: `Person ${made}`,
    password: PASSWORD,
  } as const;
  const result = await createAccount(account);
  if (!result.ok) throw new Error(result.code);
  const { organizationId, userId } = result.value;
  const role = given.role ?? 'admin';
  const where = { organizationId_userId: { organizationId, userId } };
  await prisma(database()).membership.update({ where, data: { role } });
  return {
    userId,
    name: account.name,
    email,
    operator: false,
    sessionId: 'none',
    address: '203.0.113.7',
    organization: { id: organizationId, name: organization, kind: 'publisher' },
    role,
  };
}

/** An operator, who belongs to no organization. */
export async function newOperator(): Promise<Person> {
  made += 1;
  const [email, name] = [`operator-${made}@example.com`, `Operator ${made}`];
  const result = await createOperator({ email, name, password: PASSWORD });
  if (!result.ok) throw new Error(result.code);
  const { userId } = result.value;
  return { userId, name, email, operator: true, sessionId: 'none', address: '203.0.113.9' };
}

/** The passcode of an authenticator with this seed at `at`. */
export const passcodeAt = (seed: string, at: Date): Promise<string> =>
  generate({ secret: seed, epoch: Math.floor(at.getTime() / 1000) });

/** Sets up an authenticator at the current time, whose passcode is then used up. */
export async function withAuthenticator(actor: Actor): Promise<{ seed: string; recoveryCodes: string[] }> {
  const begun = await beginAuthenticator(actor, { password: PASSWORD });
  if (!begun.ok) throw new Error(begun.code);
  const seed = begun.value.setupKey;
  const turnedOn = await turnOnAuthenticator(actor, { passcode: await passcodeAt(seed, new Date()) });
  if (!turnedOn.ok) throw new Error(turnedOn.code);
  return { seed, ...turnedOn.value };
}
