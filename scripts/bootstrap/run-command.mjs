import { spawn } from 'node:child_process';

/** A command that failed, with what it printed. */
export class CommandError extends Error {}

const SHOWN_LINES = 40;

/**
 * For programs that run on Node: they exit when this process does, and hold the build lock in `buildLockDir`, if given,
 * until they have.
 *
 * @typedef {{ buildLockDir?: string }} ExitWithParent
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command quietly and keeps what it prints for the error. With `show`, its output goes to the terminal instead.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number, show?: boolean, exitWithParent?: ExitWithParent }} [options]
 * @returns {Promise<string>} what it printed to stdout; empty with `show`
 * @throws {CommandError} if it exits with anything but 0
 */
export function runCommand(command, args, { show = false, exitWithParent, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const to = show ? 'inherit' : 'pipe';
    const child = exitWithParent
      ? spawn(command, args, {
          ...options,
          env: exitWithParentEnv(exitWithParent.buildLockDir, options.env),
          stdio: ['ignore', to, to, 'ipc'],
        })
      : spawn(command, args, { ...options, stdio: ['ignore', to, to] });
    running.add(child);
    let printed = '';
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        printed += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else
        reject(
          new CommandError(
            `${command} ${args[0] ?? ''} failed (${signal ?? code}).\n${shorten(printed)}`.trimEnd(),
          ),
        );
    });
  });
}

/**
 * @param {string | undefined} buildLockDir
 * @param {NodeJS.ProcessEnv} [env]
 */
function exitWithParentEnv(buildLockDir = '', env = process.env) {
  const preload = `--import ${new URL('exit-with-parent.mjs', import.meta.url).href}`;
  return {
    ...env,
    NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} ${preload}`.trim(),
    KEYPORT_PARENT_PID: String(process.pid),
    KEYPORT_BUILD_LOCK_DIR: buildLockDir,
  };
}

/** Some tools put the error first, some last; what is in between is usually their usage. @param {string} text */
function shorten(text) {
  const lines = text.trim().split('\n');
  if (lines.length <= 2 * SHOWN_LINES) return lines.join('\n');
  return [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)].join('\n');
}

/** Stops every command that is running, for when a start is interrupted. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM');
}
