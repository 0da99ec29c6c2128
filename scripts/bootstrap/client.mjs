import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { withBuildLock } from './build-lock.mjs';
import { offlineEngines } from './dependencies.mjs';
import { step } from './print.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = 'lib/platform/db/generated/.stamp';

/** Generates the database client if the schema, or Prisma itself, has changed since the last time. */
export async function ensureClient() {
  const wanted = await fingerprint(['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  const isDone = async () => (await readFile(STAMP, 'utf8').catch(() => '')) === wanted;
  await withBuildLock(isDone, (exitWithParent) =>
    step('Generate the database client', async () => {
      await runCommand(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
        env: offlineEngines(),
        exitWithParent,
      });
      await writeFile(STAMP, wanted);
    }),
  );
}

/** @param {string[]} files */
async function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
}
