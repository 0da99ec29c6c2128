'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';

/** When the server rendered this page, and how far its clock is ahead of the browser's, in milliseconds. */
export type ServerTime = { drawnAtMs: number; aheadMs: number };

const Context = createContext<ServerTime | null>(null);

/**
 * Makes the page use the server's clock, which keys are judged by: with the browser's, which may be wrong by hours,
 * credentials in use would look quiet.
 */
export function ServerTimeProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  const [time, setTime] = useState(() => compare(nowMs));
  // Rendered again, by a refresh: the browser's clock may have been set since.
  if (time.drawnAtMs !== nowMs) setTime(compare(nowMs));
  return <Context value={time}>{children}</Context>;
}

const compare = (drawnAtMs: number): ServerTime => ({ drawnAtMs, aheadMs: drawnAtMs - browserNowMs() });

export function useServerTime(): ServerTime {
  const time = useContext(Context);
  if (!time) throw new Error('There is no ServerTimeProvider around this component');
  return time;
}

/** The browser's clock in milliseconds since the epoch. It may be wrong by hours: compare it with the server's. */
export const browserNowMs = (): number => Date.now();
