'use client';

import { useEffect, useEffectEvent } from 'react';

type NavigationGuard = {
  /** Whether the page is held at all. */
  on: boolean;
  /** Whether leaving the portal altogether brings up the browser's own question. */
  confirmUnload: boolean;
  /** Whether Escape means leaving. */
  escapes?: boolean;
  /** Called instead of following a link, Back or Escape. Null means "where the page would lead by itself". */
  onLeave: (href: string | null) => void;
  /** The page is unloaded, or put into the back-forward cache: no secret may stay. */
  onGone: () => void;
};

let isLeaving = false;

/** Leaves or reloads the page without the browser's own question, if there is nothing left to ask. */
export const leaveWithoutAsking = (go: () => void) => {
  isLeaving = true;
  go();
};

/** Adds a second history entry for this page, so that Back has something to remove. */
export const pushGuardEntry = () => history.pushState(history.state, '', location.href);

/** Removes it again, unnoticed by Next.js's router, and then continues. */
export const popGuardEntry = (then: () => void) => {
  const arrived = (event: PopStateEvent) => {
    event.stopImmediatePropagation();
    removeEventListener('popstate', arrived, true);
    then();
  };
  addEventListener('popstate', arrived, true);
  history.back();
};

/** Keeps a person on a page until they have said that they want to leave it. */
export function useNavigationGuard({ on, confirmUnload, escapes = true, onLeave, onGone }: NavigationGuard) {
  const leave = useEffectEvent(onLeave);
  const away = useEffectEvent(onGone);

  useEffect(() => {
    if (!on) return;
    const hold = new AbortController();
    const { signal } = hold;
    // Capture on window comes before React's and Next's own listeners.
    const first = { capture: true, signal };

    addEventListener(
      'popstate',
      (event) => {
        event.stopImmediatePropagation();
        pushGuardEntry();
        leave(null);
      },
      first,
    );
    addEventListener(
      'click',
      (event) => {
        const href = inPortalTarget(event);
        if (href === null) return;
        event.preventDefault();
        event.stopPropagation();
        leave(href);
      },
      first,
    );
    addEventListener(
      'keydown',
      // A menu or dialog that the key closed has prevented the default: that was what Escape was for.
      (event) => escapes && event.key === 'Escape' && !event.defaultPrevented && leave(null),
      { signal },
    );
    addEventListener('beforeunload', (event) => confirmUnload && !isLeaving && event.preventDefault(), {
      signal,
    });
    addEventListener('pagehide', () => away(), { signal });
    return () => hold.abort();
  }, [on, confirmUnload, escapes]);
}

/** The address a click would lead to within the portal; null when it opens elsewhere, or only scrolls. */
function inPortalTarget(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target === '_blank' || link.hasAttribute('download') || link.origin !== location.origin)
    return null;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return null;
  return link.pathname + link.search + link.hash;
}
