import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Migration = {
  name: string;
  script: string;
  /** As Prisma computes it: the SHA-256 of the file, in hexadecimal. */
  checksum: string;
  /** False if the file opts out, for statements such as `create index concurrently`. */
  inTransaction: boolean;
};

/** As the whole first line of a migration it opts out of the transaction. */
const NO_TRANSACTION = '-- keyport: no transaction';

/** The migrations in `directory`, in the order of their names, which begin with the time they were created at. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const script = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(script).digest('hex');
      const inTransaction = script.split(/\r?\n/, 1)[0] !== NO_TRANSACTION;
      return { name, script, checksum, inTransaction };
    }),
  );
}

/**
 * The statements of a migration without a transaction, which have to be sent one by one: PostgreSQL runs several in one
 * message as one transaction. Each ends with a semicolon at the end of a line, so a function's body has no place there.
 */
export function statementsOf(script: string): string[] {
  return script.split(/;[ \t]*$/m).filter((statement) => /\S/.test(statement.replace(/--.*$/gm, '')));
}
