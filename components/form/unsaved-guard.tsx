'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type FieldValues, useFormState } from 'react-hook-form';
import { useGuardedForm } from '@/components/reveal/reveal-provider';
import { popGuardEntry, pushGuardEntry, useNavigationGuard } from '@/components/reveal/use-navigation-guard';
import { AlertDialog } from '@/components/ui/alert-dialog';
import type { ActionForm } from './use-action-form';

/** Asks before unsaved input is lost: at a link, Back, another organization, signing out, and closing the tab. */
export function UnsavedGuard<Values extends FieldValues>({ form }: { form: ActionForm<Values> }) {
  const router = useRouter();
  const { isDirty } = useFormState({ control: form.control });
  const [held, setHeld] = useState(false);
  const [asked, setAsked] = useState<(() => void) | null>(null);
  const entry = useRef(false);

  useEffect(() => {
    if (!isDirty || entry.current) return;
    entry.current = true;
    pushGuardEntry();
    setHeld(true);
  }, [isDirty]);

  /** Removes the guard from the history first, so that Back doesn't lead into this form again. */
  const release = (go: () => void) => {
    if (!entry.current) return go();
    entry.current = false;
    flushSync(() => {
      setAsked(null);
      setHeld(false);
    });
    popGuardEntry(go);
  };
  const guard = (leave: () => void) =>
    form.control._formState.isDirty ? setAsked(() => () => release(leave)) : release(leave);

  useGuardedForm(guard);
  useEffect(() => {
    form.release.current = release;
    return () => {
      form.release.current = (go) => go();
    };
  });
  useNavigationGuard({
    on: held,
    confirmUnload: isDirty,
    escapes: false,
    onLeave: (href) => guard(href === null ? () => history.back() : () => router.push(href)),
    onGone: () => undefined,
  });
  return (
    <AlertDialog
      open={asked !== null}
      onOpenChange={() => setAsked(null)}
      title="Leave without saving?"
      description="What you typed on this page is lost when you leave it."
      cancel="Stay"
      confirm="Leave"
      onConfirm={() => asked?.()}
    />
  );
}
