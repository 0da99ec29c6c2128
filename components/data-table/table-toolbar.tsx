'use client';

import { ArrowDownUp, Columns3, Search } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuCheckItem, MenuRadio } from '@/components/ui/dropdown-menu';
import { Input } from '@/components/ui/input';
import { type FilterOption, TableFilter } from './table-filter';
import type { TableState } from './use-table-state';

export type ToolbarColumn = {
  id: string;
  label: string;
  fixed: boolean;
  facts: readonly { id: string; label: string; sortable: boolean }[];
};
export type ToolbarFilter = { name: string; label: string; options: readonly FilterOption[] };

type TableToolbarProps = {
  state: TableState;
  searchLabel: string | undefined;
  filters: readonly ToolbarFilter[];
  otherFilter?: ReactNode;
  columns: readonly ToolbarColumn[];
  children: ReactNode;
};

export function TableToolbar(props: TableToolbarProps) {
  const { state, searchLabel, filters, columns, children } = props;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2.5">
      {searchLabel && <SearchBox label={searchLabel} value={state.query.search} onChange={state.search} />}
      {filters.map((filter) => (
        <TableFilter
          key={filter.name}
          {...filter}
          selected={state.query.filters[filter.name] ?? []}
          onChange={(values) => state.filter(filter.name, values)}
        />
      ))}
      {props.otherFilter}
      {state.narrowed && (
        <Button variant="ghost" onClick={state.clear}>
          Clear filters
        </Button>
      )}
      <div className="ml-auto flex gap-2.5 max-md:contents">
        {children}
        <SortMenu state={state} columns={columns} />
        <ColumnsMenu state={state} columns={columns} />
      </div>
    </div>
  );
}

function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="relative max-w-[17.5rem] grow basis-[11.5rem] max-md:max-w-none max-md:basis-full">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <Input
        id={id}
        type="search"
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="pl-9"
      />
    </div>
  );
}

function ColumnsMenu({ state, columns }: { state: TableState; columns: readonly ToolbarColumn[] }) {
  const { hidden } = state.query;
  return (
    <Menu trigger={<Button icon={<Columns3 />}>Columns</Button>}>
      {columns
        .filter((column) => !column.fixed)
        .map(({ id, label }) => (
          <MenuCheckItem
            key={id}
            checked={!hidden.includes(id)}
            onChange={(shown) => state.hide(shown ? hidden.filter((each) => each !== id) : [...hidden, id])}
          >
            {label}
          </MenuCheckItem>
        ))}
    </Menu>
  );
}

/** Cards have no heads to press. */
function SortMenu({ state, columns }: { state: TableState; columns: readonly ToolbarColumn[] }) {
  const options = columns
    .flatMap(({ facts }) => facts.filter(({ sortable }) => sortable))
    .flatMap(({ id, label }) => [
      { value: id, label: `${label}, ascending` },
      { value: `-${id}`, label: `${label}, descending` },
    ]);
  if (options.length === 0) return null;
  return (
    <span className="cards-only">
      <Menu trigger={<Button icon={<ArrowDownUp />}>Sort</Button>}>
        <MenuRadio label="Sort by" value={state.query.sort} onChange={state.sort} options={options} />
      </Menu>
    </span>
  );
}
