import { cva, cx, type VariantProps } from 'class-variance-authority';
import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const bannerClass = cva('flex gap-2.5 rounded-card px-3.5 py-2.5', {
  variants: {
    tone: {
      warning: 'bg-warning-ground text-warning',
      bad: 'bg-bad-ground text-bad',
      info: 'bg-accent-ground text-accent',
    },
  },
});

export type BannerProps = {
  tone: NonNullable<VariantProps<typeof bannerClass>['tone']>;
  icon?: ReactNode;
  /** A link or plain button on the right, which is underlined. */
  action?: ReactNode;
  /** `alert` interrupts: for what has just gone wrong, not for what was true when the screen opened. */
  role?: 'alert' | 'status';
  className?: string;
  children: ReactNode;
};

/** Its first words in `<strong>`, then what happens next. */
export function Banner({ tone, icon, action, role, className, children }: BannerProps) {
  return (
    <div role={role} className={cx(bannerClass({ tone }), className)}>
      <span className="mt-0.5 shrink-0">{icon ?? (tone === 'info' ? <Info /> : <TriangleAlert />)}</span>
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0 [overflow-wrap:anywhere] [&_strong]:font-semibold">{children}</div>
        {action && (
          <div className="shrink-0 font-medium [&>*]:rounded-sm [&>*]:underline [&>*]:underline-offset-[3px]">
            {action}
          </div>
        )}
      </div>
    </div>
  );
}
