import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';

type EntryProps = { term: string; className?: string; children: ReactNode };

/** A fact in a `dl`, below its name. */
export function Entry({ term, className, children }: EntryProps) {
  return (
    <div className={cx('min-w-0', className)}>
      <dt className="text-sm text-ink-3">{term}</dt>
      <dd className="mt-0.5 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
