'use client';

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { browserTimeZone, ZONE_COOKIE } from './browser-time-zone';

/**
 * What the server knows about the browser's zone. `zone` is null at the very first visit; `rejected` is one that the
 * browser named and the server doesn't know.
 */
export type KnownZone = { zone: string | null; rejected: string | null };

const Zone = createContext<KnownZone>({ zone: null, rejected: null });

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Sends the zone to the server, which renders the next page with it: times don't change before a person's eyes. */
export function TimeZoneProvider({ known, children }: { known: KnownZone; children: ReactNode }) {
  const sent = known.rejected ?? known.zone;
  useEffect(() => {
    const zone = browserTimeZone();
    if (zone === sent) return;
    const secure = window.location.protocol === 'https:' ? '; Secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
  }, [sent]);
  return <Zone value={known}>{children}</Zone>;
}

const never = () => () => {};

/** The person's IANA zone, or null while it is unknown: on the server and while hydrating, at the first visit. */
export function useKnownTimeZone(): string | null {
  const { zone, rejected } = useContext(Zone);
  const ofBrowser = () => (browserTimeZone() === rejected ? 'UTC' : browserTimeZone());
  return useSyncExternalStore(never, ofBrowser, () => zone);
}

/** The same, with UTC if it is unknown. */
export const useTimeZone = (): string => useKnownTimeZone() ?? 'UTC';
