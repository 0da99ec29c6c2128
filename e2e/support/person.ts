import { randomBytes } from 'node:crypto';
import { generateSync } from 'otplib';
import type { Actor } from '@/lib/identity/actor/schema';
import { beginAuthenticator, turnOnAuthenticator } from '@/lib/identity/two-factor/turn-on-authenticator';
import { createAccount } from '@/lib/organizations/setup/create-account';
import type { Clock } from './clock';
import { must } from './must';

const STEP_MS = 30_000;

/** A person with an account, who knows what people know: address, password, and what the authenticator shows. */
export class Person {
  seed = '';
  recoveryCodes: string[] = [];

  constructor(
    readonly name: string,
    readonly email: string,
    readonly password: string,
    /** The person as services see them. */
    readonly actor: Actor,
  ) {}

  async setUpAuthenticator(): Promise<void> {
    const { setupKey } = must(await beginAuthenticator(this.actor, { password: this.password }));
    this.seed = setupKey;
    const shown = await turnOnAuthenticator(this.actor, { passcode: this.passcodeAt(new Date()) });
    this.recoveryCodes = must(shown).recoveryCodes;
  }

  /** What the authenticator shows at an instant. */
  passcodeAt(at: Date): string {
    return generateSync({ secret: this.seed, epoch: Math.floor(at.getTime() / 1000) });
  }

  /** A passcode that was never used, at the start of its half minute. Moves the clock. */
  freshPasscode(clock: Clock): string {
    clock.advance(STEP_MS - (clock.now().getTime() % STEP_MS));
    return this.passcodeAt(clock.now());
  }
}

/** The Admin of a new organization, or of `organization` if it exists. */
export async function newPerson(name: string, organization = `${name} ${randomId()}`): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${randomId()}@example.com`;
  const password = `a few words in a row ${randomId()}`;
  const given = { organization, kind: 'publisher', email, name, password } as const;
  const { organizationId, userId } = must(await createAccount(given));
  return new Person(name, email, password, {
    userId,
    name,
    email,
    operator: false,
    sessionId: '',
    address: 'local',
    organization: { id: organizationId, name: organization, kind: 'publisher' },
    role: 'admin',
  });
}

const randomId = () => randomBytes(4).toString('hex');
