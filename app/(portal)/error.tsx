'use client';

import { Button } from '@/components/ui/button';
import { ErrorState, referenceOf } from '@/components/ui/error-state';

/** Keeps the portal's frame around a screen that failed. */
export default function PortalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorState
        title="This screen could not be shown."
        reference={referenceOf(error)}
        action={<Button onClick={retry}>Try again</Button>}
      >
        If it happens again, give your support the reference below.
      </ErrorState>
    </>
  );
}
