'use client';

import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import type { ActionFailure, ActionResult } from '@/lib/transport/action-result';
import { useCallAction } from './use-call-action';

type Call<Value> = () => Promise<ActionResult<Value>>;

/** The message for success. `tone` is a warning if it partly worked; `undo` is offered for a few seconds. */
export type Done = {
  words: string;
  tone?: 'success' | 'warning';
  undo?: { call: Call<unknown>; done: string };
};

/** Runs an action without a form, and shows how it went; with `done` null, only a failure. */
export function useServerAction() {
  // Not in one transition with the navigation: until it ended, React would hold back what the sign-in dialog shows.
  const [sending, setSending] = useState(false);
  const [moving, startTransition] = useTransition();
  const callAction = useCallAction();
  const send = async <Value>(
    call: Call<Value>,
    done: string | Done | ((value: Value) => Done) | null,
    then?: (value: Value) => void,
  ): Promise<void> => {
    setSending(true);
    const result = await callAction(call);
    startTransition(() => {
      setSending(false);
      if (result.ok) then?.(result.value);
    });
    if (!result.ok) return showFailure(result);
    if (done === null) return;
    const { words, tone = 'success', undo } = typeof done === 'object' ? done : wordsOf(done, result.value);
    const action = undo && { label: 'Undo', onClick: () => void send(undo.call, undo.done) };
    toast[tone](words, action && { action, duration: UNDO_MS });
  };
  const run = <Value>(...given: Parameters<typeof send<Value>>) => void send(...given);
  return [sending || moving, run] as const;
}

/** Long enough to read what happened and to reach the button. */
const UNDO_MS = 8_000;

const wordsOf = <Value>(done: string | ((value: Value) => Done), value: Value): Done =>
  typeof done === 'string' ? { words: done } : done(value);

/** Shows why an action failed. What only a reload fixes stays until then. */
function showFailure({ code, message }: ActionFailure): void {
  if (code !== 'UPDATED') return void toast.error(message);
  toast.error(message, {
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    action: { label: 'Reload', onClick: () => window.location.reload() },
  });
}
