'use client';

import { type RowData, useTable } from '@tanstack/react-table';
import { cx } from 'class-variance-authority';
import { SearchX } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectionBar } from './selection-bar';
import { HeadCell, SortHead } from './sort-head';
import { type Columns, features } from './table-columns';
import { TableFooter } from './table-footer';
import type { TableDefinition } from './table-params';
import { as } from './table-roles';
import { TableRows } from './table-rows';
import { TableToolbar, type ToolbarFilter } from './table-toolbar';
import { useSelection } from './use-selection';
import { type TableState, useTableState } from './use-table-state';

export type DataTableProps<Row extends RowData> = {
  /** From `defineTable`, in a module that the page imports too. */
  definition: TableDefinition;
  /** Names the table for those who can't see the heading above it. */
  label: string;
  noun: { one: string; many: string };
  /** At module scope, made with `columnsOf<Row>()`. A column whose id is among the sorts can be sorted. */
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** How many rows there are on all pages together. */
  total: number;
  searchLabel?: string;
  filters?: readonly ToolbarFilter[];
  /** A filter that is no list of values to tick; it stands after those. */
  otherFilter?: (state: TableState) => ReactNode;
  /** The buttons at the right edge of each row. */
  actions?: (row: Row) => ReactNode;
  /** Rows can be chosen: what a row is called, and what can be done with those that are. */
  selection?: {
    nameOf: (row: Row) => string;
    actions: (rows: Row[], clear: () => void) => ReactNode;
  };
  /** Shown when there is nothing at all, instead of the table. */
  empty: ReactNode;
  /** Under the rows, while nothing narrows them. */
  beneath?: ReactNode;
  /** Beside Columns. */
  toolbar?: (state: TableState) => ReactNode;
};

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const state = useTableState(props.definition);
  const { query, pending } = state;
  const columnVisibility = useMemo(
    () => Object.fromEntries(query.hidden.map((id) => [id, false])),
    [query.hidden],
  );
  const table = useTable({
    features,
    columns: props.columns,
    data: props.rows,
    getRowId: props.rowId,
    state: { columnVisibility },
  });
  const view = JSON.stringify({ ...query, hidden: [] });
  const selection = useSelection(props.rows, props.rowId, view);
  const sortable = (id: string) => props.definition.sorts.includes(id);
  const heads = table.getAllLeafColumns().map((column) => ({
    id: column.id,
    label: column.columnDef.meta?.label ?? column.id,
    fixed: column.columnDef.meta?.names === true,
    sortable: sortable(column.id),
  }));
  const nothing = props.total === 0 && !state.narrowed;
  if (nothing) return <div className="rounded-card border border-line bg-card">{props.empty}</div>;

  return (
    <div>
      <TableToolbar
        state={state}
        searchLabel={props.searchLabel}
        filters={props.filters ?? []}
        otherFilter={props.otherFilter?.(state)}
        columns={heads}
      >
        {props.toolbar?.(state)}
      </TableToolbar>
      <div className="relative overflow-hidden rounded-card border border-line bg-card" aria-busy={pending}>
        <Progress on={pending} />
        {props.rows.length === 0 ? (
          <NothingHere state={state} total={props.total} noun={props.noun.many} />
        ) : (
          <div className={cx('overflow-x-auto transition-opacity', pending && 'opacity-60')}>
            <table
              {...as.table}
              aria-label={props.label}
              className="w-full border-separate border-spacing-0 max-md:block"
            >
              <thead {...as.rowgroup} className="max-md:hidden">
                <tr {...as.row}>
                  {props.selection && (
                    <HeadCell className="w-0 pr-1">
                      <Checkbox
                        aria-label="Select all on this page"
                        checked={selection.all}
                        onCheckedChange={(on) => selection.toggleAll(on === true)}
                      />
                    </HeadCell>
                  )}
                  {table.getVisibleLeafColumns().map((column) => (
                    <SortHead
                      key={column.id}
                      id={column.id}
                      label={column.columnDef.meta?.label ?? column.id}
                      sort={query.sort}
                      sortable={sortable(column.id)}
                      className={column.columnDef.meta?.className}
                      onSort={state.sort}
                    />
                  ))}
                  {props.actions && (
                    <HeadCell className="sticky right-0 bg-card">
                      <span className="sr-only">Actions</span>
                    </HeadCell>
                  )}
                </tr>
              </thead>
              <tbody {...as.rowgroup} className="max-md:block">
                <TableRows
                  table={table}
                  actions={props.actions}
                  selection={props.selection && { ...selection, nameOf: props.selection.nameOf }}
                />
              </tbody>
            </table>
          </div>
        )}
        {props.beneath && !state.narrowed && <div className="border-t border-line">{props.beneath}</div>}
        <TableFooter state={state} total={props.total} noun={props.noun} />
      </div>
      {props.selection && selection.rows.length > 0 && (
        <SelectionBar selection={selection}>
          {props.selection.actions(selection.rows, selection.clear)}
        </SelectionBar>
      )}
    </div>
  );
}

/** Two pixels at the upper edge, over the line that is there anyway: nothing moves. */
function Progress({ on }: { on: boolean }) {
  return (
    <div aria-hidden className="absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden">
      {on && <div className="h-full w-1/4 animate-travel bg-accent" />}
    </div>
  );
}

function NothingHere({ state, total, noun }: { state: TableState; total: number; noun: string }) {
  if (total > 0) {
    return (
      <EmptyState
        title="This page is empty."
        action={<Button onClick={() => state.page(1)}>First page</Button>}
      >
        There are fewer {noun} now than there were.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title={`No ${noun} match.`}
      action={<Button onClick={state.clear}>Clear filters</Button>}
    >
      Look for another word, or take a filter away.
    </EmptyState>
  );
}
