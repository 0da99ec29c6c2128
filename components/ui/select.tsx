import { cx } from 'class-variance-authority';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectProps = Omit<ComponentProps<'select'>, 'children' | 'size'> & {
  options: readonly SelectOption[];
  size?: 'medium' | 'small' | undefined;
};

/** The browser's own: it comes with each phone's picker, type-ahead and every screen reader's support. */
export function Select({ options, size = 'medium', className, ...rest }: SelectProps) {
  return (
    <span className={cx('relative inline-block', className)}>
      <select
        {...rest}
        className={cx(
          'control w-full appearance-none pr-8 pl-3',
          size === 'medium' ? 'h-control max-md:h-10 max-md:text-lg' : 'h-7 text-sm max-md:h-9',
        )}
      >
        {options.map(({ label, ...option }) => (
          <option key={option.value} {...option}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
