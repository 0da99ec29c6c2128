import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<SearchX />}
        title="There is nothing at this address."
        action={<ButtonLink href="/">Go to the Overview</ButtonLink>}
      >
        It may have been deleted, or belong to another organization.
      </EmptyState>
    </main>
  );
}
