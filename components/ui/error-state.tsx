import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state';

type ErrorStateProps = {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  reference?: string | undefined;
};

/** `reference` is what support looks up in the log; the error's own message stays there. */
export function ErrorState({ title, children, action, reference }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState icon={<TriangleAlert />} title={title} action={action}>
        {children}
        {reference && (
          <p className="mt-2 text-sm text-ink-3">
            Reference <span className="font-mono text-ink-2 select-all">{reference}</span>
          </p>
        )}
      </EmptyState>
    </div>
  );
}

/** The reference number of the error in the server's log; its own message never reaches the browser. */
export const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;
