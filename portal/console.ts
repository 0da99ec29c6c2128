import { logErrorOncePerMinute, warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';

/**
 * Next.js writes errors to the console, several lines each time, and anyone can cause many of them: an unknown action,
 * an aborted connection. All of it goes through the log instead, one line a minute for each kind.
 */
export function redirectConsoleToLog(): void {
  console.error = (...words: unknown[]) => say(logErrorOncePerMinute, words);
  console.warn = (...words: unknown[]) => say(warnOncePerMinute, words);
}

function say(write: typeof warnOncePerMinute, words: readonly unknown[]): void {
  const error = words.find((word) => word instanceof Error);
  // With a digest it was reported by instrumentation.ts already.
  if (error && 'digest' in error) return;
  const message = (error?.message ?? words.filter((word) => typeof word === 'string').join(' ')).slice(
    0,
    300,
  );
  const code = error && 'code' in error ? error.code : undefined;
  // Quoted parts vary; the words around them are the kind.
  const kind = `console ${message.replaceAll(/"[^"]*"|`[^`]*`/g, '…').slice(0, 80)}`;
  write(kind, { from: 'Next.js', code }, message);
}

/**
 * Errors that nothing in the process caught. Next.js would continue and write a stack each time; we continue and write
 * one line.
 */
export function surviveUncaught(countFailure: (kind: string) => void): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event);
    process.on(event, (reason: unknown) => {
      const code = reason instanceof Error && 'code' in reason ? String(reason.code) : undefined;
      // A client that left in the middle of its request isn't our failure.
      if (code === 'ECONNRESET') return countFailure('aborted');
      countFailure('uncaught');
      logErrorOncePerMinute(
        `uncaught ${reason instanceof Error ? reason.message.slice(0, 80) : ''}`,
        { err: reason },
        'Uncaught error',
      );
    });
  }
}
