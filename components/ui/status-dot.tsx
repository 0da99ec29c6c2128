import { cva, cx, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const toneClass = cva('', {
  variants: { tone: { good: 'text-good', warning: 'text-warning', bad: 'text-bad', off: 'text-off' } },
});

export type StatusTone = NonNullable<VariantProps<typeof toneClass>['tone']>;

/** Color is never the only sign: the word is read, the dot is found. */
export function StatusDot({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 text-[0.8125rem] whitespace-nowrap',
        toneClass({ tone }),
      )}
    >
      <span aria-hidden className="size-[7px] shrink-0 rounded-full bg-current" />
      {children}
    </span>
  );
}
