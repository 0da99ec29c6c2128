import { cx } from 'class-variance-authority';
import type { ComponentProps } from 'react';

export type TextareaProps = ComponentProps<'textarea'> & { mono?: boolean | undefined };

export function Textarea({ mono = false, className, rows = 3, ...rest }: TextareaProps) {
  return (
    <textarea
      autoComplete="off"
      rows={rows}
      {...rest}
      className={cx(
        'control field-sizing-content block max-h-80 w-full resize-y px-3 py-[7px] max-md:text-lg',
        mono && 'font-mono text-[0.8125rem]',
        className,
      )}
      style={{ minHeight: `calc(${rows} * 1.25rem + 16px)`, ...rest.style }}
    />
  );
}
