import { spawn } from 'node:child_process';

/** A command that failed, with what it said. */
export class CommandError extends Error {}

const SHOWN_LINES = 40;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command quietly and keeps its words for the error. What it prints is shown when `show` is set.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number, show?: boolean, tether?: { workshop?: string } }} [options]
 *   `tether`, for programs that run on Node: they end when this process does, and hold the workshop until then
 * @returns {Promise<string>} what it printed, or nothing if it was shown
 */
export function run(command, args, { show = false, tether, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const to = show ? 'inherit' : 'pipe';
    const child = tether
      ? spawn(command, args, {
          ...options,
          env: tetherTo(tether.workshop, options.env),
          stdio: ['ignore', to, to, 'ipc'],
        })
      : spawn(command, args, { ...options, stdio: ['ignore', to, to] });
    running.add(child);
    let said = '';
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else
        reject(
          new CommandError(
            `${command} ${args[0] ?? ''} failed (${signal ?? code}).\n${shorten(said)}`.trimEnd(),
          ),
        );
    });
  });
}

/**
 * @param {string | undefined} workshop
 * @param {NodeJS.ProcessEnv} [env]
 */
function tetherTo(workshop = '', env = process.env) {
  const preload = `--import ${new URL('tether.mjs', import.meta.url).href}`;
  return {
    ...env,
    NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} ${preload}`.trim(),
    KEYPORT_TETHER: String(process.pid),
    KEYPORT_WORKSHOP: workshop,
  };
}

/** Some tools say first what is wrong, and some last; in between is how they are used. @param {string} words */
function shorten(words) {
  const lines = words.trim().split('\n');
  if (lines.length <= 2 * SHOWN_LINES) return lines.join('\n');
  return [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)].join('\n');
}

/** Ends what `run` has under way, for a start that is interrupted. */
export function endCommands() {
  for (const child of running) child.kill('SIGTERM');
}
