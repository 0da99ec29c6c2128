'use client';

import { cx } from 'class-variance-authority';
import { Check, Copy } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { Button } from './button';
import { CopyByHand, CopyWords } from './copy-words';
import { Label } from './field';
import { useCopy } from './use-copy';

type CopyFieldProps = {
  label: string;
  value: string;
  /** The button's name, such as "Copy secret". */
  copyLabel: string;
  hint?: ReactNode;
  main?: boolean;
};

/** A read-only text box with the complete value, and the button that copies it. */
export function CopyField({ label, value, copyLabel, hint, main = false }: CopyFieldProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const { state, copy } = useCopy();
  const press = async () => {
    if (await copy(value)) return;
    box.current?.focus();
    box.current?.select();
  };
  const copied = state === 'copied';
  return (
    <div>
      <Label htmlFor={id} className="mb-1.5">
        {label}
      </Label>
      <div className="relative flex items-center rounded-control border border-line bg-page has-[input:focus]:border-accent has-[input:focus]:shadow-[0_0_0_1px_var(--accent)] max-sm:flex-col max-sm:items-stretch">
        <input
          ref={box}
          id={id}
          readOnly
          value={value}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={hint || state === 'blocked' ? `${id}-hint` : undefined}
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-0 truncate sm:flex-1 bg-transparent px-3 font-mono text-[0.8125rem] outline-none max-sm:h-11"
        />
        <div className="p-1 max-sm:border-t max-sm:border-line sm:pl-0">
          <Button
            size="small"
            variant={main && !copied ? 'primary' : 'secondary'}
            icon={copied ? <Check /> : <Copy />}
            onClick={press}
            className={cx('max-sm:w-full', main && 'min-w-28')}
          >
            <CopyWords name={copyLabel} copied={copied} />
          </Button>
        </div>
      </div>
      <div id={`${id}-hint`} className={cx('text-sm', state === 'blocked' ? 'text-warning' : 'text-ink-3')}>
        <div role="status">
          {copied && <span className="sr-only">{label} copied.</span>}
          {state === 'blocked' && (
            <p className="mt-1.5">
              <CopyByHand />
            </p>
          )}
        </div>
        {hint && state !== 'blocked' && <p className="mt-1.5">{hint}</p>}
      </div>
    </div>
  );
}
