'use client';

import './globals.css';
import { Button } from '@/components/ui/button';
import { ErrorState, referenceOf } from '@/components/ui/error-state';

/** Replaces the root layout, so it has its own document and depends on nothing that may be broken. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Keyport</title>
        <main className="grid min-h-dvh place-items-center">
          <h1 className="sr-only">Something went wrong</h1>
          <ErrorState
            title="Keyport could not be shown."
            reference={referenceOf(error)}
            action={<Button onClick={retry}>Try again</Button>}
          >
            If it happens again, give your support the reference below.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
