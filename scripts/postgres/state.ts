import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './durable-file';
import { StartError } from './start-error';

const State = z.object({
  /** Identifies this data directory where several share a place. */
  id: z.string(),
  superuserPassword: z.string(),
  password: z.string(),
  /** The port it listened on last, reused while it is free so that a person's tools find it again. */
  port: z.number().nullable(),
  /** Where the data is, if not in the data directory itself. */
  home: z.string().nullable(),
});

/** What is remembered about the embedded server between starts. It contains passwords: mode 0600. */
export type State = z.infer<typeof State>;

const fileOf = (dataDir: string) => join(dataDir, 'postgres.json');

export function readState(dataDir: string): State | undefined {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new StartError(`${file} can't be read (${(error as Error).message.split('\n')[0]}).`);
  }
}

export function newState(home: string | null, id = newId()): State {
  const secret = () => randomBytes(24).toString('hex');
  return { id, superuserPassword: secret(), password: secret(), port: null, home };
}

export function newId(): string {
  return randomBytes(8).toString('hex');
}

export function writeState(dataDir: string, state: State): void {
  writeDurably(fileOf(dataDir), `${JSON.stringify(state, null, 2)}\n`);
}

/** The address of the database for a program that has these passwords; `superuser` may create others. */
export function addressOf(state: State, port: number, database = 'keyport', superuser = false): string {
  const [user, password] = superuser ? ['postgres', state.superuserPassword] : ['keyport', state.password];
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}
