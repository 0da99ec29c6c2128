'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { browserNowMs } from './browser-clock';

/** When the server drew this page, and by how much its clock is ahead of the browser's, in milliseconds. */
export type ServerTime = { drawnAtMs: number; aheadMs: number };

const Context = createContext<ServerTime | null>(null);

/**
 * Lets the page go by the server's clock, which judges keys: with the browser's, which may be wrong by hours, credentials
 * in use would look quiet.
 */
export function ServerTimeProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  const [time, setTime] = useState(() => compare(nowMs));
  // Drawn again, by a refresh: the browser's clock may have been set since.
  if (time.drawnAtMs !== nowMs) setTime(compare(nowMs));
  return <Context value={time}>{children}</Context>;
}

const compare = (drawnAtMs: number): ServerTime => ({ drawnAtMs, aheadMs: drawnAtMs - browserNowMs() });

export function useServerTime(): ServerTime {
  const time = useContext(Context);
  if (!time) throw new Error('There is no ServerTimeProvider around this component');
  return time;
}
