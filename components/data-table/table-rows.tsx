'use client';

import type { ReactTable, RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { Features } from './table-columns';
import { as } from './table-roles';
import type { Selection } from './use-selection';

export type RowActions<Row> = (row: Row, nameId: string) => ReactNode;

type TableRowsProps<Row extends RowData> = {
  table: ReactTable<Features, Row>;
  actions: RowActions<Row> | undefined;
  selection: Pick<Selection<Row>, 'has' | 'toggle'> | undefined;
  /** The id of the row that was just made. */
  made: string | null;
};

/** Of the element that names a row; what its buttons are about. There is one table on a screen, so it can be short. */
export const nameIdOf = (index: number): string => `n${index}`;

/** Of the word that a row's box is named with, before the row's own name. */
export const SELECT_ID = 'select';

/** One markup for table and cards. It is sent for each row, so there is as little of it as can be. */
export function TableRows<Row extends RowData>({ table, actions, selection, made }: TableRowsProps<Row>) {
  return table.getRowModel().rows.map((row) => (
    <tr
      key={row.id}
      {...as.row}
      aria-selected={selection?.has(row.original) || undefined}
      className={row.id === made ? 'just-made' : undefined}
    >
      {selection && (
        <td {...as.cell} className="choose">
          <input
            type="checkbox"
            aria-labelledby={`${SELECT_ID} ${nameIdOf(row.index)}`}
            checked={selection.has(row.original)}
            onChange={({ target }) => selection.toggle(row.original, target.checked)}
          />
        </td>
      )}
      {row.getVisibleCells().map((cell) => {
        const meta = cell.column.columnDef.meta;
        const content = <table.FlexRender key={cell.id} cell={cell} />;
        if (meta?.names) {
          return (
            <th key={cell.id} {...as.rowheader} scope="row" className={meta.cell}>
              {content}
            </th>
          );
        }
        // A card has no head, so the column's words stand at the left of its value, from an attribute.
        return meta?.cell ? (
          <td key={cell.id} {...as.cell} className={meta.cell}>
            {content}
          </td>
        ) : (
          <td key={cell.id} {...as.cell} data-label={meta?.label}>
            <div>{content}</div>
          </td>
        );
      })}
      {actions && (
        <td {...as.cell} className="row-tools">
          {actions(row.original, nameIdOf(row.index))}
        </td>
      )}
    </tr>
  ));
}
