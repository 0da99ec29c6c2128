import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  /** The column's words in its head, in the Columns menu and beside its value on a phone. */
  label: string;
  /** The first column, which names the row; it can't be hidden. */
  names?: boolean;
  /** The head's classes, whose width is the column's. */
  className?: string;
  /** A class of the head and of each cell, whose rules lay out what stands in it. */
  cellClass?: string;
  /** Further sorts of facts that share the column, by their words. */
  alsoSorts?: readonly { id: string; label: string }[];
  /** Called for each row of the page, so it can't use hooks; a component that it draws can. */
  cell: (row: Row, index: number) => ReactNode;
};

/** At module scope. Searching, sorting and paging are the server's, so a column is what its cells show and no more. */
export type Columns<Row> = readonly Column<Row>[];
