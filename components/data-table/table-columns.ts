import {
  type ColumnDef,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  tableFeatures,
} from '@tanstack/react-table';

export type ColumnMeta = {
  /** The column's words in its head, in the Columns menu and beside its value on a phone. */
  label: string;
  /** The first column, which names the row; it can't be hidden. */
  names?: boolean;
  /** The head's classes, whose width is the column's. */
  className?: string;
  /** A class of the head and of each cell, whose rules lay out what stands in it. */
  cell?: string;
  /** Further sorts of facts that share the column, by their words. */
  alsoSorts?: readonly { id: string; label: string }[];
};

/** What the seam uses of TanStack. Sorting and paging are the server's. */
export const features = tableFeatures({ columnVisibilityFeature, columnMeta: {} as ColumnMeta });
export type Features = typeof features;

/** `columnsOf<KeyRow>()`: the helper that a table's columns are made with, at module scope. */
export const columnsOf = <Row extends RowData>() => createColumnHelper<Features, Row>();

// biome-ignore lint/suspicious/noExplicitAny: a list of columns holds values of many types.
export type Columns<Row extends RowData> = ColumnDef<Features, Row, any>[];
