'use client';

import { createContext } from 'react';

/**
 * Asks the person to sign in again where they are, and answers whether they did. Screens that need no session have
 * nothing to ask for.
 */
export const SignInAgain = createContext<() => Promise<boolean>>(async () => false);
