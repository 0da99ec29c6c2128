'use client';

import { useContext } from 'react';
import type { ActionResult } from '@/lib/transport/action-result';
import { callAction } from './call-action';
import { SignInAgain } from './sign-in-again';

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
