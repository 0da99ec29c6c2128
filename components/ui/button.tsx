'use client';

import { cva, cx, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';

const buttonClass = cva(
  'relative inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-control font-medium select-none transition-colors disabled:opacity-45',
  {
    variants: {
      variant: {
        primary: 'bg-main text-main-ink enabled:hover:bg-main-hover [a&]:hover:bg-main-hover',
        secondary: 'border border-line bg-card text-ink enabled:hover:bg-hover [a&]:hover:bg-hover',
        danger: 'bg-bad text-bad-ink enabled:hover:bg-bad-hover',
        ghost: 'text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink [a&]:hover:bg-hover',
      },
      size: {
        medium: 'h-control px-3.5 text-base max-md:h-10',
        small: 'h-7 rounded-[7px] px-2.5 text-sm max-md:h-9',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'medium' },
  },
);

type Look = VariantProps<typeof buttonClass> & { icon?: ReactNode };

export type ButtonProps = ComponentProps<'button'> & Look & { pending?: boolean | undefined };

/** `pending` keeps the button's width, name and place in the tab order, and blocks clicks. */
export function Button({
  variant,
  size,
  icon,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={pending || rest['aria-disabled']}
      aria-busy={pending || undefined}
      className={cx(buttonClass({ variant, size }), className)}
      onClick={press}
    >
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cx('inline-flex items-center gap-2', pending && 'opacity-0')}>
        {icon}
        {children}
      </span>
    </button>
  );
}

/** A link that looks like a button. It goes somewhere, so it stays a link. */
export function ButtonLink({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link {...rest} className={cx(buttonClass({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}

/** Decoration only: whatever shows it says in words, or by `aria-busy`, what is in progress. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cx('size-4 shrink-0 animate-spin', className)} />;
}
