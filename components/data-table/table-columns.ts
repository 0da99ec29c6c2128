import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  /** The column's label in its header, in the Columns menu and beside its value on a phone. */
  label: string;
  /** The first column, which names the row; it can't be hidden. */
  names?: boolean;
  /** The head's classes, whose width is the column's. */
  className?: string;
  /** A class of the header and of each cell, whose rules lay out its contents. */
  cellClass?: string;
  /** Further sorts by values that share the column, by their labels. */
  alsoSorts?: readonly { id: string; label: string }[];
  /** Called for each row of the page, so it can't use hooks; a component that it draws can. */
  cell: (row: Row, index: number) => ReactNode;
};

/** Declare it at module scope. The server searches, sorts and pages, so a column is only what its cells show. */
export type Columns<Row> = readonly Column<Row>[];

/**
 * On a phone the table is laid out as cards. `display: block` removes a table element's semantics in some browsers, so
 * the roles are explicit: spread these into the elements.
 */
export const tableRoles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
