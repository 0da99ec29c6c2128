'use client';

import { cx } from 'class-variance-authority';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { as } from './table-roles';

type SortHeadProps = {
  id: string;
  label: string;
  sort: string;
  sortable: boolean;
  className?: string | undefined;
  onSort: (sort: string) => void;
};

const directionOf = (id: string, sort: string) =>
  sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : undefined;

/** A column's head; pressed, it sorts by it, and pressed again the other way round. */
export function SortHead({ id, label, sort, sortable, className, onSort }: SortHeadProps) {
  const direction = directionOf(id, sort);
  return (
    <HeadCell className={className} direction={direction}>
      {sortable ? (
        <button
          type="button"
          onClick={() => onSort(direction === 'ascending' ? `-${id}` : id)}
          className="group -mx-1.5 inline-flex items-center gap-1 rounded-md px-1.5 py-1 hover:text-ink aria-[current]:text-ink"
        >
          {label}
          <Arrow direction={direction} />
        </button>
      ) : (
        label
      )}
    </HeadCell>
  );
}

export function HeadCell(props: {
  className?: string | undefined;
  direction?: 'ascending' | 'descending' | undefined;
  children: ReactNode;
}) {
  return (
    <th
      {...as.columnheader}
      scope="col"
      aria-sort={props.direction}
      className={cx(
        'h-[38px] border-b border-line px-3 text-left text-sm font-medium whitespace-nowrap text-ink-2 first:pl-4',
        props.className,
      )}
    >
      {props.children}
    </th>
  );
}

function Arrow({ direction }: { direction: 'ascending' | 'descending' | undefined }) {
  const look = 'size-3.5 shrink-0';
  if (direction === 'ascending') return <ArrowUp aria-hidden className={look} />;
  if (direction === 'descending') return <ArrowDown aria-hidden className={look} />;
  // Takes its room at all times, so that a head does not jump when the pointer comes.
  return (
    <ChevronsUpDown
      aria-hidden
      className={cx(look, 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60')}
    />
  );
}
