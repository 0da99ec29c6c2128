'use client';

import { cx } from 'class-variance-authority';
import { RadioGroup as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';

export type RadioOption = { value: string; label: string; note?: ReactNode; disabled?: boolean };

type RadioGroupProps = Omit<ComponentProps<typeof Radix.Root>, 'children'> & {
  options: readonly RadioOption[];
  /** `rows`: one above the other, the note on the right; `cards`: side by side, the note below. */
  layout?: 'rows' | 'cards' | undefined;
};

export function RadioGroup({ options, layout = 'rows', className, ref, ...rest }: RadioGroupProps) {
  const id = useId();
  return (
    <Radix.Root
      {...rest}
      ref={ref}
      className={cx(layout === 'cards' ? 'grid gap-2.5 sm:grid-cols-2' : 'flex flex-col gap-px', className)}
    >
      {options.map((option) => (
        <RadioRow key={option.value} id={`${id}-${option.value}`} layout={layout} {...option} />
      ))}
    </Radix.Root>
  );
}

function RadioRow({
  id,
  layout,
  value,
  label,
  note,
  disabled = false,
}: RadioOption & { id: string; layout: string }) {
  const card = layout === 'cards';
  return (
    <div
      className={cx(
        'group relative flex gap-2.5 rounded-control transition-colors',
        card
          ? 'border border-line bg-card px-3 py-2.5'
          : 'min-h-control items-center px-2.5 py-1.5 max-md:min-h-10',
        disabled ? 'text-ink-3' : 'hover:bg-hover has-[[data-state=checked]]:bg-accent-ground',
        card && 'has-[[data-state=checked]]:border-accent',
      )}
    >
      <Radix.Item
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={note ? `${id}-note` : undefined}
        className={cx(
          'relative z-10 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-card data-[state=checked]:border-accent',
          card && 'mt-0.5',
        )}
      >
        <Radix.Indicator className="size-full rounded-full border-[4.5px] border-accent bg-card" />
      </Radix.Item>
      <div
        className={cx(
          'flex min-w-0 flex-1',
          card ? 'flex-col' : 'flex-wrap items-center justify-between gap-x-4',
        )}
      >
        <label
          htmlFor={id}
          className="after:absolute after:inset-0 group-has-[[data-state=checked]]:font-medium group-has-[[data-state=checked]]:text-accent"
        >
          {label}
        </label>
        {note && (
          <span id={`${id}-note`} className="text-sm text-ink-3 group-has-[[data-state=checked]]:text-ink-2">
            {note}
          </span>
        )}
      </div>
    </div>
  );
}
