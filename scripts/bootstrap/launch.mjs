import { fileURLToPath } from 'node:url';
import { ensureClient } from './client.mjs';
import { lockDataDir } from './data-dir.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { loadDotenv } from './dotenv.mjs';
import { printError } from './print.mjs';
import { stopCommands } from './run-command.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE_FLOOR = { major: 20, minor: 19 };
const FOR_PEOPLE = [
  'SettingsError',
  'MigrationError',
  'StartError',
  'CommandError',
  'WrongRootSecretError',
  'HalfRestoredError',
];

/**
 * The start of every command, in plain JavaScript since nothing may be installed yet: installs the dependencies and
 * generates the database client if needed, then runs `program`, a TypeScript module whose `main` returns the exit code.
 *
 * @param {string} program a path from the root of the repository
 * @param {string[]} args what its `main` gets
 * @param {{ holding?: string, dotenv?: boolean }} [options] `holding` names the role in which it locks the data directory;
 *   tests take no settings from .env
 */
export async function launch(program, args, { holding, dotenv = true } = {}) {
  process.chdir(ROOT);
  const interrupted = () => {
    stopCommands();
    process.exit(0);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    refuseOldNode();
    // Environment variables take precedence.
    if (dotenv) loadDotenv('.env');
    if (holding && !process.env.DATABASE_URL && !(await lockDataDir(holding))) process.exit(1);
    await ensureDependencies();
    await ensureClient();
    const { register } = await import('tsx/esm/api');
    register();
    const { main } = await import(new URL(program, `file://${ROOT}`).href);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    process.exit(await main(args));
  } catch (error) {
    stopCommands();
    printError(wordsFor(error));
    process.exit(1);
  }
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NODE_FLOOR.major || (major === NODE_FLOOR.major && minor >= NODE_FLOOR.minor)) return;
  printError(
    `Keyport needs Node ${NODE_FLOOR.major}.${NODE_FLOOR.minor} or later; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Errors with a name of their own are written to be read; the rest are bugs, and their stack is what helps. */
function wordsFor(/** @type {unknown} */ error) {
  if (!(error instanceof Error)) return String(error);
  return FOR_PEOPLE.includes(error.constructor.name) ? error.message : (error.stack ?? error.message);
}
