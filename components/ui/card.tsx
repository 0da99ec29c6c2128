import { cx } from 'class-variance-authority';
import type { ComponentProps, ReactNode } from 'react';

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx('rounded-card border border-line bg-card', className)} />;
}

type SectionProps = {
  title: string;
  action?: ReactNode;
  flush?: boolean;
  className?: string;
  children: ReactNode;
};

/** A card with a heading; `flush` lets a list reach its edges. */
export function CardSection({ title, action, flush = false, className, children }: SectionProps) {
  return (
    <section className={cx('rounded-card border border-line bg-card', className)}>
      <header className="flex min-h-12 items-center justify-between gap-4 border-b border-line px-4 py-2">
        <h2 className="text-base font-semibold">{title}</h2>
        {action}
      </header>
      <div className={flush ? undefined : 'p-4'}>{children}</div>
    </section>
  );
}
