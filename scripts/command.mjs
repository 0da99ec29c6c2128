import { launch } from './bootstrap/launch.mjs';
import { printToStderr } from './bootstrap/print.mjs';

/**
 * The npm commands: `node scripts/command.mjs NAME ARGUMENT...` runs the program of that name.
 * @type {Record<string, [program: string, options?: { holding?: string, dotenv?: boolean }]>}
 */
const COMMANDS = {
  start: ['scripts/start/main.ts', { holding: 'start' }],
  dev: ['scripts/dev/main.ts', { holding: 'dev' }],
  test: ['scripts/test/main.ts', { dotenv: false }],
  check: ['scripts/check/main.ts'],
  admin: ['scripts/admin/run.ts'],
  migration: ['scripts/migration/main.ts'],
  bench: ['bench/run.ts', { dotenv: false }],
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) throw new Error(`There is no command "${name}": ${Object.keys(COMMANDS).join(', ')}.`);
// Programs read what `admin` prints to standard output.
if (name === 'admin') printToStderr();
await launch(command[0], args, command[1]);
