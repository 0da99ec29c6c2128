import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withBuildLock } from '../bootstrap/build-lock.mjs';
import { step } from '../bootstrap/print.mjs';
import { runCommand } from '../bootstrap/run-command.mjs';

const SOURCES = [
  'app',
  'components',
  'lib',
  'packages/client/src',
  'packages/client/package.json',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
const STAMP = '.next/keyport-source';
/** The built files are served to browsers: what isn't set while building can't get into them. */
const WITHHELD = ['KEYPORT_SECRET', 'DATABASE_URL', 'VERIFIER_TOKEN', 'SMTP_URL', 'OIDC_CLIENT_SECRET'];

/** Builds the portal's pages if the existing build is of another source. */
export async function ensureBuild(): Promise<void> {
  const source = await fingerprint();
  const isDone = async () =>
    existsSync('.next/BUILD_ID') && (await readFile(STAMP, 'utf8').catch(() => '')) === source;
  await withBuildLock(isDone, (exitWithParent) =>
    step('Build the portal', () => build(source, exitWithParent)),
  );
}

async function build(source: string, exitWithParent: { buildLockDir: string }): Promise<void> {
  await rm(STAMP, { force: true });
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  // Empty rather than absent, since Next.js reads .env by itself.
  for (const name of WITHHELD) env[name] = '';
  await runCommand(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env, exitWithParent });
  await packClient(exitWithParent);
  await writeFile(STAMP, source);
}

const CLIENT = 'packages/client';

/** The client that the portal offers. Next.js empties its folder when it builds, so this comes afterwards. */
async function packClient(exitWithParent: { buildLockDir: string }): Promise<void> {
  await runCommand(process.execPath, ['node_modules/typescript/bin/tsc', '-p', CLIENT], { exitWithParent });
  const name = await runCommand(
    'npm',
    ['pack', `./${CLIENT}`, '--pack-destination', '.next', '--loglevel=error'],
    {
      exitWithParent,
    },
  );
  await rename(join('.next', name.trim()), '.next/client.tgz');
}

/** A hash of the files' contents: their times mean nothing after a clone, a checkout or a copy. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const source of SOURCES) {
    for (const file of await filesOf(source)) hash.update(`\n${file}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|^\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
