'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';

const Previous = createContext<RefObject<string | null>>({ current: null });

/** Remembers, in memory, which screen of the portal was open before this one, with its search and filters. */
export function PreviousPage({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const previous = useRef<string | null>(null);
  const current = useRef<string | null>(null);
  const address = search === '' ? pathname : `${pathname}?${search}`;
  useEffect(() => {
    if (pathOf(current.current) !== pathOf(address)) previous.current = current.current;
    current.current = address;
  }, [address]);
  return <Previous value={previous}>{children}</Previous>;
}

const pathOf = (address: string | null) => address?.split('?')[0];

/** Returns the previous screen if it is one of `paths`, and otherwise the first of them. */
export function useReturnTo(paths: readonly [string, ...string[]]): () => string {
  const previous = useContext(Previous);
  return () =>
    previous.current && paths.includes(pathOf(previous.current) ?? '') ? previous.current : paths[0];
}
