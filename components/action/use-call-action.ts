'use client';

import { createContext, useContext } from 'react';
import type { ActionResult } from '@/lib/transport/action-result';
import { callAction } from './call-action';

/**
 * The only way from the browser to a server action. It never throws; if the session has ended, it asks the person to
 * sign in again and then sends the request.
 */
export function useCallAction() {
  const signInAgain = useContext(SignInAgain);
  return async <Value>(call: () => Promise<ActionResult<Value>>): Promise<ActionResult<Value>> => {
    const result = await callAction(call);
    if (result.ok || result.code !== 'SIGNED_OUT' || !(await signInAgain())) return result;
    return callAction(call);
  };
}

/**
 * Asks the person to sign in again where they are, and returns whether they did. Screens without a session don't have
 * it.
 */
export const SignInAgain = createContext<() => Promise<boolean>>(async () => false);
