import { cx } from 'class-variance-authority';
import type { ComponentProps } from 'react';

export const labelClass = 'text-[0.8125rem] leading-[1.125rem] font-medium text-ink';

/** The label is the contract's word and nothing else: no star, no "(optional)", no hint inside. */
export function Label({ className, ...rest }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: whoever uses it gives htmlFor.
  return <label {...rest} className={cx(labelClass, 'block w-fit', className)} />;
}
