'use client';

import { cx } from 'class-variance-authority';
import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, type Ref, useEffect, useRef } from 'react';
import type { FieldWiring } from './field';
import { Input } from './input';
import { type ComboboxOptions, useCombobox } from './use-combobox';

type ComboboxProps<Option> = {
  wired: FieldWiring;
  ref?: Ref<HTMLInputElement>;
  name: string;
  /** Names the list. */
  listLabel: string;
  placeholder: string;
  chosen: Option | null;
  onChoose: (option: Option | null) => void;
  onBlur: () => void;
  /** Null if it is unknown. */
  search: (text: string) => Promise<ComboboxOptions<Option> | null>;
  idOf: (option: Option) => string;
  textOf: (option: Option) => string;
  show: (option: Option) => ReactNode;
};

/** For choosing from more things than a list can hold: what is typed is searched on the server. */
export function Combobox<Option>(props: ComboboxProps<Option>) {
  const { wired, ref, name, listLabel, placeholder, idOf, show } = props;
  const { open, found, options, active, listId, optionId, choose, box } = useCombobox(props);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const words = wordsFor(found);
  return (
    <div className="relative">
      <Input
        {...wired}
        {...box}
        ref={ref}
        name={name}
        placeholder={placeholder}
        spellCheck={false}
        autoCapitalize="none"
        onBlur={() => {
          box.onBlur();
          props.onBlur();
        }}
        className="pr-9"
      />
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <div
        hidden={!open}
        className="absolute inset-x-0 top-full z-30 mt-1.5 overflow-hidden rounded-[10px] border border-line bg-card shadow-lift"
      >
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={listLabel}
          className="max-h-72 overflow-y-auto p-1 empty:hidden"
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which points to the active one
            <div
              key={idOf(option)}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              // Clicking would take the focus out of the box, which closes the list before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              className={cx(
                'cursor-default rounded-[7px] px-2.5 py-1.5',
                index === active ? 'bg-hover' : 'hover:bg-hover',
              )}
            >
              {show(option)}
            </div>
          ))}
        </div>
        {words && (
          <p className="border-t border-line-soft px-3.5 py-2 text-sm text-ink-3 first:border-0">{words}</p>
        )}
      </div>
      <span role="status" className="sr-only">
        {open ? (words ?? `${options.length} listed.`) : ''}
      </span>
    </div>
  );
}

function wordsFor(found: ComboboxOptions<unknown> | null | 'failed'): string | null {
  if (found === null) return 'Looking…';
  if (found === 'failed') return 'The list could not be read. Type again.';
  if (found.options.length === 0) return 'Nothing matches.';
  return found.more ? 'There are more. Type to narrow it down.' : null;
}
