'use client';

import { useSyncExternalStore } from 'react';
import { browserNowMs, useServerTime } from './server-time';

const everyMs = 30_000;
const halfMinute = (ms: number) => Math.floor(ms / everyMs) * everyMs;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all times on the page: a table has hundreds. */
function tick(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, everyMs);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's present in steps of half a minute, so that "2 min ago" stays true while the page is open. */
export function useNow(): Date {
  const { drawnAtMs, aheadMs } = useServerTime();
  const ms = useSyncExternalStore(
    tick,
    () => halfMinute(browserNowMs() + aheadMs),
    () => halfMinute(drawnAtMs),
  );
  return new Date(ms + everyMs);
}
