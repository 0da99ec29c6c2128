'use client';

import { useSyncExternalStore } from 'react';

const onHashChange = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** The token of a one-time link. It stands in the fragment, which only the browser sees; null until that is known. */
export const useLinkToken = () =>
  useSyncExternalStore(
    onHashChange,
    () => location.hash.slice(1),
    () => null,
  );
