'use client';

import type { ReactNode } from 'react';
import { type Column, type Columns, tableRoles } from './table-columns';
import type { Selection } from './use-selection';

export type RowActions<Row> = (row: Row, nameId: string) => ReactNode;

type TableRowsProps<Row> = {
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Those that are shown. */
  columns: Columns<Row>;
  actions: RowActions<Row> | undefined;
  selection: Pick<Selection<Row>, 'has' | 'toggle'> | undefined;
  /** The id of the row that was just created. */
  made: string | null;
};

/**
 * The id of the element that names a row, which describes its buttons. There is one table per screen, so it can be
 * short.
 */
export const nameIdOf = (index: number): string => `n${index}`;

/** The id of the word that a row's check box is named with, before the row's own name. */
export const SELECT_ID = 'select';

/** One markup for table and cards. It is sent for each row, so it is as small as possible. */
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
  // A card has no header, so the column's label is to the left of its value, from an attribute.
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
