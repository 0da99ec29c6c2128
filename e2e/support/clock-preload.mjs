import { openSync, readSync } from 'node:fs';

/**
 * Time is moved in tests, never waited for. Loaded before anything else into a process under test (node --import), it
 * makes that process's clock the real one plus as many milliseconds as the file named by TEST_CLOCK_FILE says, read
 * at each look at the clock so that a change counts at once. TEST_CLOCK_AHEAD_MS moves one process further, as a clock
 * that is wrong. The product knows nothing of it.
 */
const file = openSync(process.env.TEST_CLOCK_FILE ?? '', 'r');
const ahead = Number(process.env.TEST_CLOCK_AHEAD_MS ?? 0);
const text = Buffer.alloc(32);
const RealDate = Date;
const realNow = Date.now.bind(Date);

function now() {
  const length = readSync(file, text, 0, text.length, 0);
  return realNow() + Number(text.toString('latin1', 0, length)) + ahead;
}

/** @type {DateConstructor} */
const MovedDate = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(
      target,
      args.length === 0 ? [now()] : args,
      newTarget === MovedDate ? target : newTarget,
    ),
  apply: () => new RealDate(now()).toString(),
});
RealDate.now = now;
RealDate.prototype.constructor = MovedDate;
globalThis.Date = MovedDate;
