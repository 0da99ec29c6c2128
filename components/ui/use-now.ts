'use client';

import { useSyncExternalStore } from 'react';

const everyMs = 30_000;
const halfMinute = () => Math.floor(Date.now() / everyMs) * everyMs;

const tick = (changed: () => void) => {
  const timer = setInterval(changed, everyMs);
  return () => clearInterval(timer);
};

/** The moment in steps of half a minute, so that "2 min ago" stays true while the page is open. */
export const useNow = () => new Date(useSyncExternalStore(tick, halfMinute, halfMinute) + everyMs);
