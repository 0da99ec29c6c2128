'use client';

import { useSyncExternalStore } from 'react';

const everyMs = 30_000;
const halfMinute = () => Math.floor(Date.now() / everyMs) * everyMs;

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

/** The moment in steps of half a minute, so that "2 min ago" stays true while the page is open. */
export const useNow = () => new Date(useSyncExternalStore(tick, halfMinute, halfMinute) + everyMs);
