/** The one place that prints for the person at the terminal; programs log through lib/platform/log. */

const FIRST_NOTICE_MS = 1_000;
const NOTICE_EVERY_MS = 10_000;

/** @type {NodeJS.WritableStream} */
let output = process.stdout;

/** For a command whose standard output is read by a program. */
export function printToStderr() {
  output = process.stderr;
}

/** @param {string} line */
export function print(line) {
  output.write(`${line}\n`);
}

/** @param {string} line */
export function printError(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} startedAt */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/**
 * Does `work` and says that it is done, and how long it took. What takes long is announced, and keeps in touch.
 *
 * @template Value
 * @param {string} label what is being done, such as "Build the portal"
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function step(label, work) {
  const startedAt = performance.now();
  let next = FIRST_NOTICE_MS;
  const progress = setInterval(() => {
    const elapsed = performance.now() - startedAt;
    if (elapsed < next) return;
    print(next === FIRST_NOTICE_MS ? `  … ${label}` : `  … ${label}, ${Math.round(elapsed / 1000)} s so far`);
    next = elapsed + NOTICE_EVERY_MS;
  }, 250);
  try {
    const value = await work();
    print(`  ✓ ${label} (${secondsSince(startedAt)})`);
    return value;
  } finally {
    clearInterval(progress);
  }
}
