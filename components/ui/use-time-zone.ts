'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** The person's IANA zone. The server does not know it: there, and while hydrating, it is UTC. */
export const useTimeZone = () =>
  useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );

const everyMs = 30_000;
const halfMinute = () => Math.floor(Date.now() / everyMs) * everyMs;

const tick = (changed: () => void) => {
  const timer = setInterval(changed, everyMs);
  return () => clearInterval(timer);
};

/** The moment in steps of half a minute, so that "2 min ago" stays true while the page is open. */
export const useNow = () => new Date(useSyncExternalStore(tick, halfMinute, halfMinute) + everyMs);
