import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's floor for Argon2id: 19 MiB, two passes, one lane. Runs on the thread pool, not on the main thread. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NFKC, so that a password typed on a different keyboard is the same (NIST SP 800-63B-4 §3.1.1.2). */
const typed = (password: string) => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(typed(password), COST);

let nobody: Promise<string> | undefined;

/** Takes as long for an account that doesn't exist (null) as for one that does. */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await nobody), typed(password));
  return matches && passwordHash !== null;
}
