'use client';

import { useContext, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { SignInAgain } from '@/components/action/use-call-action';
import { messageFor } from '@/lib/transport/errors';
import { download, ExportRefused, type Progress } from './download';

/** An export that finishes before this shows no progress: it would only flash. */
const PATIENCE_MS = 400;

type Running = { state: 'running'; progress: Progress | null; slow: boolean };
type State = { state: 'idle' } | Running | { state: 'failed'; message: string };

const UNREACHABLE = 'The connection broke off, and no file was saved. Try again.';

const count = new Intl.NumberFormat('en-GB');

/** One export at a time: starts it, follows it, ends it. */
export function useExport(address: string, noun: { one: string; many: string }) {
  const [state, setState] = useState<State>({ state: 'idle' });
  const signInAgain = useContext(SignInAgain);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const update = (changes: Partial<Running>) =>
    setState((now) => (now.state === 'running' ? { ...now, ...changes } : now));

  const start = async (question: unknown) => {
    if (await attempt(question)) return;
    if (await signInAgain()) await attempt(question);
    else setState({ state: 'failed', message: messageFor('SIGNED_OUT') });
  };

  /** False if the session has ended. */
  const attempt = async (question: unknown): Promise<boolean> => {
    if (running.current) return true;
    const controller = new AbortController();
    running.current = controller;
    setState({ state: 'running', progress: null, slow: false });
    const timer = setTimeout(() => update({ slow: true }), PATIENCE_MS);
    try {
      const rows = await download(address, question, controller.signal, (progress) => update({ progress }));
      setState({ state: 'idle' });
      toast.success(`${count.format(rows)} ${rows === 1 ? noun.one : noun.many} exported.`);
    } catch (error) {
      if (controller.signal.aborted) setState({ state: 'idle' });
      else if (error instanceof ExportRefused && error.status === 401) {
        setState({ state: 'idle' });
        return false;
      } else
        setState({ state: 'failed', message: error instanceof ExportRefused ? error.message : UNREACHABLE });
    } finally {
      clearTimeout(timer);
      running.current = null;
    }
    return true;
  };

  return {
    state,
    pending: state.state === 'running',
    start: (question: unknown) => void start(question),
    cancel: () => {
      running.current?.abort();
      setState({ state: 'idle' });
    },
  };
}

export type ExportState = ReturnType<typeof useExport>;
