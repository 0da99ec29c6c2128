'use client';

import { Button } from '@/components/ui/button';
import { ErrorState, referenceOf } from '@/components/ui/error-state';

export default function ScreenError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorState
        title="This screen could not be shown."
        reference={referenceOf(error)}
        action={<Button onClick={retry}>Try again</Button>}
      >
        Nothing was changed by opening it. If it happens again, give your support the reference below.
      </ErrorState>
    </main>
  );
}
