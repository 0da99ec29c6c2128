'use client';

import { useSyncExternalStore } from 'react';

const onHashChange = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** The token of a one-time link. It is in the fragment, which only the browser sees; null until it is known. */
export const useLinkToken = () =>
  useSyncExternalStore(
    onHashChange,
    () => location.hash.slice(1),
    () => null,
  );
