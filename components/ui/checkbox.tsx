'use client';

import { cx } from 'class-variance-authority';
import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';

export type CheckboxProps = ComponentProps<typeof Radix.Root>;

/** For places without a label beside it: give it an `aria-label`. */
export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <Radix.Root
      {...rest}
      className={cx(
        'group grid size-4 shrink-0 place-items-center rounded-[4.5px] border border-line-strong bg-card transition-colors',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent',
        'aria-invalid:border-bad disabled:opacity-45',
        className,
      )}
    >
      <Radix.Indicator className="text-accent-ink">
        <Minus aria-hidden className="hidden size-3 group-data-[state=indeterminate]:block stroke-3" />
        <Check aria-hidden className="size-3 group-data-[state=indeterminate]:hidden stroke-3" />
      </Radix.Indicator>
    </Radix.Root>
  );
}

type CheckboxRowProps = CheckboxProps & {
  label: string;
  /** A sentence below, which describes the box and isn't part of its name. */
  note?: ReactNode;
  /** A word beside the label, such as a badge. */
  mark?: ReactNode;
};

/** A check box whose whole row can be clicked. */
export function CheckboxRow({ label, note, mark, className, ...rest }: CheckboxRowProps) {
  const id = useId();
  return (
    <div className={cx('relative flex gap-2.5', rest.disabled && 'text-ink-3', className)}>
      <Checkbox
        {...rest}
        id={id}
        className="relative z-10 mt-0.5"
        aria-describedby={
          [note || mark ? `${id}-note` : '', rest['aria-describedby'] ?? ''].join(' ').trim() || undefined
        }
      />
      <div className="min-w-0">
        {/* The label's after-image covers the row, so that a press anywhere on it counts. */}
        <label
          htmlFor={id}
          className={cx('font-medium after:absolute after:inset-0', rest.disabled && 'cursor-not-allowed')}
        >
          {label}
        </label>
        <span id={`${id}-note`}>
          {mark && <span className="ml-2">{mark}</span>}
          {note && <span className="mt-0.5 block text-sm text-ink-3">{note}</span>}
        </span>
      </div>
    </div>
  );
}
