'use client';

import { useId } from 'react';
import { Pagination } from '@/components/ui/pagination';
import { Select } from '@/components/ui/select';
import { pageSizes } from './table-params';
import type { TableState } from './use-table-state';

const sizes = pageSizes.map((size) => ({ value: String(size), label: String(size) }));

type TableFooterProps = { state: TableState; total: number; noun: { one: string; many: string } };

export function TableFooter({ state, total, noun }: TableFooterProps) {
  const id = useId();
  const choose = (text: string) => {
    const size = pageSizes.find((each) => String(each) === text);
    if (size) state.pageSize(size);
  };
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-1 pl-4">
      <Pagination
        page={state.query.page}
        pageSize={state.query.pageSize}
        total={total}
        noun={noun}
        onPage={state.page}
      />
      {total > pageSizes[0] && (
        <div className="flex items-center gap-2 max-md:w-full max-md:justify-between">
          <label htmlFor={id} className="text-sm text-ink-2">
            Rows per page
          </label>
          <Select
            id={id}
            size="small"
            options={sizes}
            value={String(state.query.pageSize)}
            onChange={(event) => choose(event.target.value)}
          />
        </div>
      )}
    </div>
  );
}
