import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const badgeClass = cva('inline-flex h-5 items-center rounded-md px-[7px] text-xs whitespace-nowrap', {
  variants: {
    tone: {
      plain: 'bg-chip text-ink-2',
      accent: 'bg-accent-ground text-accent',
      warning: 'bg-warning-ground text-warning',
      bad: 'bg-bad-ground text-bad',
    },
  },
  defaultVariants: { tone: 'plain' },
});

export function Badge({ tone, children }: VariantProps<typeof badgeClass> & { children: ReactNode }) {
  return <span className={badgeClass({ tone })}>{children}</span>;
}
