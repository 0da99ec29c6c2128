'use client';

import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

export type ComboboxOptions<Option> = { options: Option[]; more: boolean };

type Given<Option> = {
  chosen: Option | null;
  onChoose: (option: Option | null) => void;
  textOf: (option: Option) => string;
  search: (text: string) => Promise<ComboboxOptions<Option> | null>;
};

const PAUSE_MS = 150;

/** Typing replaces the choice. */
const selectAll = (box: HTMLInputElement) => box.select();

/** A text box that lists matches (WAI-ARIA's combobox with a listbox): the focus stays in the box throughout. */
export function useCombobox<Option>({ chosen, onChoose, textOf, search }: Given<Option>) {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const [found, setFound] = useState<ComboboxOptions<Option> | null | 'failed'>(null);
  const latest = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const options = found && found !== 'failed' ? found.options : [];
  const shown = text ?? (chosen ? textOf(chosen) : '');

  const look = (wanted: string, pauseMs: number) => {
    setOpen(true);
    setActive(-1);
    latest.current += 1;
    const turn = latest.current;
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const answer = await search(wanted).catch(() => null);
      // Responses can overtake each other; only the last request counts.
      if (turn !== latest.current) return;
      setFound(answer ?? 'failed');
      setActive(wanted !== '' && answer?.options.length ? 0 : -1);
    }, pauseMs);
  };

  const close = () => {
    latest.current += 1;
    clearTimeout(timer.current);
    setOpen(false);
    setText(null);
    setActive(-1);
  };

  const choose = (option: Option) => {
    onChoose(option);
    close();
    const box = document.activeElement;
    requestAnimationFrame(() => box instanceof HTMLInputElement && selectAll(box));
  };

  const move = (step: 1 | -1) => {
    if (!open) return look('', 0);
    if (options.length === 0) return;
    setActive(
      active === -1 && step === -1 ? options.length - 1 : (active + step + options.length) % options.length,
    );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && open) {
      // While the list is open, Enter chooses from it instead of submitting the form.
      event.preventDefault();
      if (option) choose(option);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
  };

  return {
    open,
    found,
    options,
    active,
    listId,
    optionId: (index: number) => `${listId}-${index}`,
    choose,
    box: {
      value: shown,
      role: 'combobox',
      'aria-expanded': open,
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      'aria-activedescendant': open && active >= 0 ? `${listId}-${active}` : undefined,
      onFocus: (event: FocusEvent<HTMLInputElement>) => selectAll(event.currentTarget),
      onClick: () => !open && look('', 0),
      onChange: (event: { target: { value: string } }) => {
        setText(event.target.value);
        // An empty box means no choice; anything else keeps the choice until there is another.
        if (event.target.value === '') onChoose(null);
        look(event.target.value, PAUSE_MS);
      },
      onKeyDown,
      onBlur: close,
    } as const,
  };
}
