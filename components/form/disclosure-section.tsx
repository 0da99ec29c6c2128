'use client';

import { cx } from 'class-variance-authority';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type FieldValues, type Path, useWatch } from 'react-hook-form';
import type { ActionForm } from './use-action-form';

type DisclosureSectionProps<Values extends FieldValues> = {
  form: ActionForm<Values>;
  title: string;
  /** Says what is inside while it is closed. */
  note: string;
  /** The names of its fields. */
  names: Path<Values>[];
  children: ReactNode;
};

/**
 * A section of a form that a click on its title opens. It is open from the start if one of its fields has a value, and
 * opens when one needs attention. While it is closed its fields are hidden, but still sent.
 */
export function DisclosureSection<Values extends FieldValues>({
  form,
  title,
  note,
  names,
  children,
}: DisclosureSectionProps<Values>) {
  const id = useId();
  const values: unknown[] = useWatch({ control: form.control, name: names });
  const [toggled, setToggled] = useState<boolean | null>(null);
  const isWrong = names.some((name) => form.getFieldState(name, form.formState).invalid);
  const isOpen = isWrong || (toggled ?? values.some((value) => value !== ''));
  return (
    <section
      aria-label={title}
      className="grid gap-x-8 gap-y-4 p-5 not-last:border-b not-last:border-line md:grid-cols-[9rem_minmax(0,1fr)]"
    >
      <h2 className="font-semibold">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setToggled(!isOpen)}
          className="-m-1 inline-flex items-center gap-1 rounded-control p-1 hover:bg-hover"
        >
          {title}
          <ChevronRight
            aria-hidden
            className={cx('size-4 text-ink-3 transition-transform', isOpen && 'rotate-90')}
          />
        </button>
      </h2>
      <div className="min-w-0">
        {!isOpen && <p className="text-ink-3">{note}</p>}
        <div id={id} hidden={!isOpen} className="space-y-5">
          {children}
        </div>
      </div>
    </section>
  );
}
