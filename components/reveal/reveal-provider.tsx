'use client';

import { useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  type RefObject,
  startTransition,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { toast } from 'sonner';
import { announceCreated } from '@/components/data-table/new-row';
import { CredentialsScreen } from './credentials-screen';
import type { Reveal } from './reveal';
import { CloseQuestion } from './reveal-frame';
import { SigningSecretScreen } from './signing-secret-screen';
import { popGuardEntry, pushGuardEntry, useNavigationGuard } from './use-navigation-guard';

type RevealHandle = {
  /** Shows it, and returns true; false if one is on the screen already, whose secret must not be replaced. */
  show: (reveal: Reveal) => boolean;
  /** Runs what would leave the page, after asking if a secret is on the screen, or unsaved input. */
  guard: (leave: () => void) => void;
  /** The form on the page that also has to be asked. */
  form: RefObject<((leave: () => void) => void) | null>;
};

const Handle = createContext<RevealHandle | null>(null);
const Outlet = createContext<ReactNode>(null);

export function useReveal(): RevealHandle {
  const handle = useContext(Handle);
  if (!handle) throw new Error('useReveal needs a RevealProvider above it');
  return handle;
}

/** Registers a form's question, to be asked when something other than a link, such as signing out, leaves the page. */
export function useGuardedForm(guard: (leave: () => void) => void): void {
  const form = useContext(Handle)?.form;
  useEffect(() => {
    if (!form) return;
    form.current = guard;
    return () => {
      form.current = null;
    };
  });
}

/**
 * Holds the credentials that were just issued: in memory only, in this tab only, until the person closes them. Never in
 * an address, in storage, or in what the server renders, so that reload, Back and other tabs have nothing to show.
 */
export function RevealProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [reveal, setReveal] = useState<Reveal | null>(null);
  const [asked, setAsked] = useState<(() => void) | null>(null);
  const [leaving, setLeaving] = useState(false);
  // State would be a render late for a second `show` in the same moment.
  const onScreen = useRef<Reveal | null>(null);
  const form = useRef<((leave: () => void) => void) | null>(null);

  const forget = () => {
    onScreen.current = null;
    setAsked(null);
    setReveal(null);
  };

  const show = (next: Reveal) => {
    if (onScreen.current) return false;
    onScreen.current = next;
    pushGuardEntry();
    setReveal(next);
    return true;
  };

  /** The secret is out of the page before anything else happens. */
  const leaveBy = (go: () => void) => () => {
    flushSync(() => {
      forget();
      setLeaving(true);
    });
    popGuardEntry(() =>
      startTransition(() => {
        go();
        // In the same transition as the navigation, so that the old screen is not seen in between.
        setLeaving(false);
      }),
    );
  };

  const guard = (leave: () => void) => {
    if (!onScreen.current) return form.current ? form.current(leave) : leave();
    const go = leaveBy(leave);
    if (onScreen.current.secret === null) go();
    else setAsked(() => go);
  };

  const { returnTo = '/', made = null } = reveal ?? {};
  const close = () =>
    guard(() => {
      if (made) {
        announceCreated(made.id);
        toast.success(made.words);
      }
      router.replace(returnTo);
      // The list was rendered before the key was created.
      router.refresh();
    });

  useNavigationGuard({
    on: reveal !== null,
    confirmUnload: reveal !== null && reveal.secret !== null,
    onLeave: (href) => (href === null ? close() : guard(() => router.push(href))),
    onGone: () => flushSync(forget),
  });

  const screen = reveal ? <RevealScreen reveal={reveal} onClose={close} /> : leaving ? <Leaving /> : null;
  return (
    <Handle value={{ show, guard, form }}>
      <Outlet value={screen}>{children}</Outlet>
      <CloseQuestion open={asked !== null} onCancel={() => setAsked(null)} onClose={() => asked?.()} />
    </Handle>
  );
}

function RevealScreen({ reveal, onClose }: { reveal: Reveal; onClose: () => void }) {
  return reveal.kind === 'credentials' ? (
    <CredentialsScreen reveal={reveal} onClose={onClose} />
  ) : (
    <SigningSecretScreen reveal={reveal} onClose={onClose} />
  );
}

/** The portal's screens; a reveal replaces them. */
export function RevealOutlet({ children }: { children: ReactNode }) {
  return useContext(Outlet) ?? children;
}

/** Only space: the screen underneath is about to be replaced, and must not flash. */
function Leaving() {
  useEffect(() => () => document.querySelector('main')?.focus(), []);
  return <div aria-busy className="min-h-[60dvh]" />;
}
