'use client';

import { cx } from 'class-variance-authority';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { tableRoles } from './table-columns';

type SortHeadProps = {
  /** The values in the column, each with its label and, if it can be sorted by, its id. */
  facts: readonly { id: string; label: string; sortable: boolean }[];
  sort: string;
  className?: string | undefined;
  onSort: (sort: string) => void;
};

const directionOf = (id: string, sort: string) =>
  sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : undefined;

/** A column's header. Clicking it sorts by it, and again in the other direction. */
export function SortHead({ facts, sort, className, onSort }: SortHeadProps) {
  const sorted = facts.find(({ id }) => directionOf(id, sort));
  const direction = sorted && directionOf(sorted.id, sort);
  return (
    <HeadCell className={className} direction={direction}>
      {facts.map(({ id, label, sortable }, index) => (
        <Fragment key={id}>
          {index > 0 && <span aria-hidden> · </span>}
          {sortable ? (
            <button
              type="button"
              onClick={() => onSort(id === sorted?.id && direction === 'ascending' ? `-${id}` : id)}
              className="group -mx-1 inline-flex items-center gap-0.5 rounded-md px-1 py-1 hover:text-ink"
            >
              {label}
              {/* Where facts share a head there is room for one arrow. */}
              {(facts.length === 1 || id === sorted?.id) && (
                <Arrow direction={id === sorted?.id ? direction : undefined} />
              )}
            </button>
          ) : (
            label
          )}
        </Fragment>
      ))}
    </HeadCell>
  );
}

export function HeadCell(props: {
  className?: string | undefined;
  direction?: 'ascending' | 'descending' | undefined;
  children: ReactNode;
}) {
  return (
    <th {...tableRoles.columnheader} scope="col" aria-sort={props.direction} className={props.className}>
      {props.children}
    </th>
  );
}

function Arrow({ direction }: { direction: 'ascending' | 'descending' | undefined }) {
  const look = 'size-3.5 shrink-0';
  if (direction === 'ascending') return <ArrowUp aria-hidden className={look} />;
  if (direction === 'descending') return <ArrowDown aria-hidden className={look} />;
  // Always takes up its space, so that a header doesn't jump when the pointer comes.
  return (
    <ChevronsUpDown
      aria-hidden
      className={cx(look, 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60')}
    />
  );
}
