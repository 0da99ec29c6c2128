'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from './icon-button';

type PaginationProps = {
  page: number;
  pageSize: number;
  total: number;
  noun: { one: string; many: string };
  onPage: (page: number) => void;
};

const count = new Intl.NumberFormat('en-GB');

/** "1–7 of 128 keys" and links to the previous and next page. */
export function Pagination({ page, pageSize, total, noun, onPage }: PaginationProps) {
  const first = Math.min((page - 1) * pageSize + 1, total);
  const last = Math.min(page * pageSize, total);
  const range = first === last ? count.format(first) : `${count.format(first)}–${count.format(last)}`;
  return (
    <div className="flex flex-1 items-center justify-between gap-3">
      <p role="status" className="text-[0.8125rem] text-ink-2 tabular-nums">
        {total === 0
          ? `No ${noun.many}`
          : `${range} of ${count.format(total)} ${total === 1 ? noun.one : noun.many}`}
      </p>
      <div className="flex gap-1">
        <IconButton
          name="Previous page"
          icon={<ChevronLeft />}
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        />
        <IconButton
          name="Next page"
          icon={<ChevronRight />}
          disabled={last >= total}
          onClick={() => onPage(page + 1)}
        />
      </div>
    </div>
  );
}
