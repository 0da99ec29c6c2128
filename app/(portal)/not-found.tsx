import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export const metadata: Metadata = { title: 'Not found' };

/** Within the portal's frame, so that its menu is in view. */
export default function PortalNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<SearchX />}
        title="There is nothing at this address."
        action={<ButtonLink href="/keys">Go to API Keys</ButtonLink>}
      >
        It may have been deleted, or belong to another organization.
      </EmptyState>
    </>
  );
}
