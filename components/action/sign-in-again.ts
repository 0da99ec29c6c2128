'use client';

import { createContext } from 'react';

/**
 * Asks the person to sign in again where they are, and returns whether they did. Screens without a session don't have
 * it.
 */
export const SignInAgain = createContext<() => Promise<boolean>>(async () => false);
