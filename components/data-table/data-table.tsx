'use client';

import { cx } from 'class-variance-authority';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { EmptyState } from '@/components/ui/empty-state';
import { useJustCreated } from './new-row';
import { SelectionBar } from './selection-bar';
import { HeadCell, SortHead } from './sort-head';
import { type Columns, tableRoles } from './table-columns';
import { TableFooter } from './table-footer';
import type { TableDefinition } from './table-params';
import { type RowActions, SELECT_ID, TableRows } from './table-rows';
import { TableToolbar, type ToolbarFilter } from './table-toolbar';
import { useSelection } from './use-selection';
import { type TableState, useTableState } from './use-table-state';

export type DataTableProps<Row> = {
  /** From `defineTable`, in a module that the page imports too. */
  definition: TableDefinition;
  /** Names the table for people who can't see the heading above it. */
  label: string;
  noun: { one: string; many: string };
  /** A column whose id is among the sorts can be sorted. */
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** The number of rows on all pages together. */
  total: number;
  searchLabel?: string;
  /** What to try when a search finds nothing, if there is more to say. */
  searchHint?: (search: string) => string | undefined;
  filters?: readonly ToolbarFilter[];
  /** A filter that isn't a list of values to tick; it comes after those. */
  otherFilter?: (state: TableState) => ReactNode;
  /** The buttons at the right edge of each row; `nameId` describes them. */
  actions?: RowActions<Row>;
  /** A class of the table, whose rules lay out its columns. */
  className?: string;
  /** Rows can be selected: what can be done with the selected ones. A row's name has the id `nameIdOf` its index. */
  selection?: { actions: (rows: Row[], clear: () => void) => ReactNode };
  /** A list that is never long: no toolbar and no pages. */
  short?: boolean;
  /** Shown instead of the table when there are no rows at all. */
  empty: ReactNode;
  /** Shown below the rows while no filter is set. */
  beneath?: ReactNode;
  /** Beside Columns. */
  toolbar?: (state: TableState) => ReactNode;
};

export function DataTable<Row>(props: DataTableProps<Row>) {
  const state = useTableState(props.definition);
  const { query, pending } = state;
  const view = JSON.stringify({ ...query, hidden: [] });
  const selection = useSelection(props.rows, props.rowId, view);
  const heads = props.columns.map(({ id, label, alsoSorts = [], names, cellClass, className }) => {
    const facts = [{ id, label }, ...alsoSorts];
    return {
      id,
      label: facts.map((fact) => fact.label).join(', '),
      fixed: names === true,
      className: cx(cellClass, className),
      facts: facts.map((fact) => ({ ...fact, sortable: props.definition.sorts.includes(fact.id) })),
    };
  });
  const made = useJustCreated(props.rows, props.rowId);
  const nothing = props.total === 0 && !state.narrowed;
  if (nothing) return <div className="rounded-card border border-line bg-card">{props.empty}</div>;

  return (
    <div className="table-frame">
      {!props.short && (
        <TableToolbar
          state={state}
          searchLabel={props.searchLabel}
          filters={props.filters ?? []}
          otherFilter={props.otherFilter?.(state)}
          columns={heads}
        >
          {props.toolbar?.(state)}
        </TableToolbar>
      )}
      <div className="relative overflow-hidden rounded-card border border-line bg-card" aria-busy={pending}>
        <Progress on={pending} />
        {props.rows.length === 0 ? (
          <NothingHere state={state} total={props.total} noun={props.noun.many} hint={props.searchHint} />
        ) : (
          <div className={cx('table-scroll transition-opacity', pending && 'opacity-60')}>
            <table
              {...tableRoles.table}
              aria-label={props.label}
              className={cx('data-table', props.className)}
            >
              <thead {...tableRoles.rowgroup}>
                <tr {...tableRoles.row}>
                  {props.selection && (
                    <HeadCell className="choose">
                      <Checkbox
                        aria-label="Select all on this page"
                        checked={selection.all}
                        onCheckedChange={(on) => selection.toggleAll(on === true)}
                      />
                      <span id={SELECT_ID} hidden>
                        Select
                      </span>
                    </HeadCell>
                  )}
                  {heads
                    .filter(({ id }) => !query.hidden.includes(id))
                    .map(({ id, facts, className }) => (
                      <SortHead
                        key={id}
                        facts={facts}
                        sort={query.sort}
                        className={className}
                        onSort={state.sort}
                      />
                    ))}
                  {props.actions && <HeadCell className="row-tools">Actions</HeadCell>}
                </tr>
              </thead>
              <tbody {...tableRoles.rowgroup}>
                <TableRows
                  rows={props.rows}
                  rowId={props.rowId}
                  columns={props.columns.filter(({ id }) => !query.hidden.includes(id))}
                  made={made}
                  actions={props.actions}
                  selection={props.selection && selection}
                />
              </tbody>
            </table>
          </div>
        )}
        {props.beneath && !state.narrowed && <div className="border-t border-line">{props.beneath}</div>}
        {!props.short && <TableFooter state={state} total={props.total} noun={props.noun} />}
      </div>
      {props.selection && selection.rows.length > 0 && (
        <SelectionBar selection={selection}>
          {props.selection.actions(selection.rows, selection.clear)}
        </SelectionBar>
      )}
    </div>
  );
}

/** Two pixels at the upper edge, over the existing line: nothing moves. */
function Progress({ on }: { on: boolean }) {
  return (
    <div aria-hidden className="absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden">
      {on && <div className="h-full w-1/4 animate-travel bg-accent" />}
    </div>
  );
}

type NothingHereProps = {
  state: TableState;
  total: number;
  noun: string;
  hint: ((search: string) => string | undefined) | undefined;
};

function NothingHere({ state, total, noun, hint }: NothingHereProps) {
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
      {hint?.(state.query.search) ?? 'Look for another word, or take a filter away.'}
    </EmptyState>
  );
}
