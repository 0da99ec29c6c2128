import { cx } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';

/** Decoration only: whatever shows it says in words, or by `aria-busy`, what is in progress. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cx('size-4 shrink-0 animate-spin', className)} />;
}
