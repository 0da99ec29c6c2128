'use client';

import type { ReactNode } from 'react';
import type { Column, Columns } from './table-columns';
import { tableRoles } from './table-roles';
import type { Selection } from './use-selection';

export type RowActions<Row> = (row: Row, nameId: string) => ReactNode;

type TableRowsProps<Row> = {
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Those that are shown. */
  columns: Columns<Row>;
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
export function TableRows<Row>({ rows, rowId, columns, actions, selection, made }: TableRowsProps<Row>) {
  return rows.map((row, index) => {
    const id = rowId(row);
    return (
      <tr
        key={id}
        {...tableRoles.row}
        aria-selected={selection?.has(row) || undefined}
        className={id === made ? 'just-made' : undefined}
      >
        {selection && (
          <td {...tableRoles.cell} className="choose">
            <input
              type="checkbox"
              aria-labelledby={`${SELECT_ID} ${nameIdOf(index)}`}
              checked={selection.has(row)}
              onChange={({ target }) => selection.toggle(row, target.checked)}
            />
          </td>
        )}
        {columns.map((column) => cellOf(column, row, index))}
        {actions && (
          <td {...tableRoles.cell} className="row-tools">
            {actions(row, nameIdOf(index))}
          </td>
        )}
      </tr>
    );
  });
}

function cellOf<Row>({ id, names, label, cellClass, cell }: Column<Row>, row: Row, index: number) {
  const content = cell(row, index);
  if (names) {
    return (
      <th key={id} {...tableRoles.rowheader} scope="row" className={cellClass}>
        {content}
      </th>
    );
  }
  // A card has no head, so the column's words stand at the left of its value, from an attribute.
  return cellClass ? (
    <td key={id} {...tableRoles.cell} className={cellClass}>
      {content}
    </td>
  ) : (
    <td key={id} {...tableRoles.cell} data-label={label}>
      <div>{content}</div>
    </td>
  );
}
