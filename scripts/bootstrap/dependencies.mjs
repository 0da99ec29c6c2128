import { readFile } from 'node:fs/promises';
import { withBuildLock } from './build-lock.mjs';
import { step } from './print.mjs';
import { runCommand } from './run-command.mjs';

/**
 * What npm wrote down of the packages that are there, compared with what the lock file asks for. Times of files say
 * nothing after a clone or a copy; and npm writes its note last, so an interrupted installation is seen too.
 */
export async function ensureDependencies() {
  await withBuildLock(areInstalled, (exitWithParent) =>
    step('Install the locked dependencies', async () => {
      const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
      await runCommand('npm', ['ci', '--include=dev', ...quietly], { env: offlineEngines(), exitWithParent });
    }),
  );
}

async function areInstalled() {
  const [wanted, installed] = await Promise.all([
    packagesOf('package-lock.json'),
    packagesOf('node_modules/.package-lock.json'),
  ]);
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.optional && !installed[path])) return true;
    return installed[path]?.version === entry.version;
  });
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, { version: string, optional?: boolean }> | undefined>}
 */
async function packagesOf(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Prisma would fetch an engine that Keyport doesn't use, and fail where it can't. Any file that exists will do. */
export function offlineEngines() {
  return {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
}
