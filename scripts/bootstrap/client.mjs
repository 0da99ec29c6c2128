import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { offlineEngines } from './dependencies.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';
import { inWorkshop } from './workshop.mjs';

const STAMP = 'lib/platform/db/generated/.stamp';

/** Generates the database client when the schema, or Prisma itself, has changed since the last time. */
export async function ensureClient() {
  const wanted = await fingerprint(['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  const isDone = async () => (await readFile(STAMP, 'utf8').catch(() => '')) === wanted;
  await inWorkshop(isDone, (tether) =>
    step('Generate the database client', async () => {
      await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
        env: offlineEngines(),
        tether,
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
