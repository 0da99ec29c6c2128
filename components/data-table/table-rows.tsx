'use client';

import type { ReactTable, RowData } from '@tanstack/react-table';
import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import type { Features } from './table-columns';
import { as } from './table-roles';
import type { Selection } from './use-selection';

type TableRowsProps<Row extends RowData> = {
  table: ReactTable<Features, Row>;
  actions: ((row: Row) => ReactNode) | undefined;
  selection: (Pick<Selection<Row>, 'has' | 'toggle'> & { nameOf: (row: Row) => string }) | undefined;
};

const cellClass =
  'px-3 align-middle md:h-[54px] md:border-b md:border-line-soft md:py-1.5 md:first:pl-4 md:group-last:border-b-0';
/* A finger needs more than the box. */
const hitClass = "relative before:absolute before:-inset-3 before:content-[''] max-md:size-5";
/* A card's line on a phone: the column's words at the left, from an attribute, so that they exist once. */
const lineClass =
  'max-md:flex max-md:min-h-8 max-md:items-center max-md:justify-between max-md:gap-4 max-md:px-4 max-md:text-right max-md:before:shrink-0 max-md:before:text-sm max-md:before:text-ink-3 max-md:before:content-[attr(data-label)]';

/** One markup for table and cards. */
export function TableRows<Row extends RowData>({ table, actions, selection }: TableRowsProps<Row>) {
  return table.getRowModel().rows.map((row) => (
    <tr
      key={row.id}
      {...as.row}
      aria-selected={selection?.has(row.original)}
      className="group relative bg-card hover:bg-hover aria-selected:bg-hover md:aria-selected:shadow-[inset_2px_0_0_var(--accent)] max-md:block max-md:border-b max-md:border-line max-md:py-3 max-md:last:border-b-0"
    >
      {selection && (
        <td
          {...as.cell}
          className={cx(
            cellClass,
            'max-md:absolute max-md:top-3 max-md:right-4 max-md:z-10 max-md:px-0 md:w-0 md:pr-1',
          )}
        >
          <Checkbox
            aria-label={`Select ${selection.nameOf(row.original)}`}
            checked={selection.has(row.original)}
            onCheckedChange={(on) => selection.toggle(row.original, on === true)}
            className={hitClass}
          />
        </td>
      )}
      {row.getVisibleCells().map((cell) => {
        const meta = cell.column.columnDef.meta;
        return meta?.names ? (
          <th
            key={cell.id}
            {...as.rowheader}
            scope="row"
            className={cx(
              cellClass,
              'text-left font-normal max-md:block max-md:px-4 max-md:pb-1.5',
              selection && 'max-md:pr-12',
              meta.className,
            )}
          >
            <table.FlexRender cell={cell} />
          </th>
        ) : (
          <td
            key={cell.id}
            {...as.cell}
            data-label={meta?.label}
            className={cx(cellClass, lineClass, meta?.className)}
          >
            <div className="min-w-0">
              <table.FlexRender cell={cell} />
            </div>
          </td>
        );
      })}
      {actions && (
        <td
          {...as.cell}
          className={cx(
            cellClass,
            'bg-inherit max-md:block max-md:px-2.5 max-md:pt-1.5 md:sticky md:right-0 md:pr-3',
          )}
        >
          <div className="flex items-center justify-end gap-0 max-md:justify-between md:gap-0.5">
            {actions(row.original)}
          </div>
        </td>
      )}
    </tr>
  ));
}
