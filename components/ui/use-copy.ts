'use client';

import { useEffect, useRef, useState } from 'react';

export type CopyState = 'idle' | 'copied' | 'blocked';

/** "copied" only once the clipboard has it; `blocked` if there is none, or it refused. */
export function useCopy() {
  const [state, setState] = useState<CopyState>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async (value: string): Promise<boolean> => {
    clearTimeout(timer.current);
    try {
      // Missing on plain http beyond localhost; the TypeError is handled like a refusal.
      await navigator.clipboard.writeText(value);
    } catch {
      setState('blocked');
      return false;
    }
    setState('copied');
    timer.current = setTimeout(() => setState('idle'), 2500);
    return true;
  };

  return { state, copy, reset: () => setState('idle') };
}
