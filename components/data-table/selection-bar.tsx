'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import type { Selection } from './use-selection';

type SelectionBarProps<Row> = { selection: Selection<Row>; children: ReactNode };

/** What can be done with the selected rows. It floats above the lower edge, so that no row moves when it appears. */
export function SelectionBar<Row>({ selection, children }: SelectionBarProps<Row>) {
  const { rows, all, toggleAll, clear } = selection;
  return (
    <section
      aria-label="Selected rows"
      className="sticky bottom-4 z-20 mx-auto mt-3 flex w-fit max-w-full animate-pop flex-wrap items-center gap-2 rounded-dialog border border-line bg-card p-2 shadow-lift max-md:w-full"
    >
      <p role="status" className="px-2 font-medium tabular-nums">
        {rows.length} selected
      </p>
      {/* Cards have no head with a box for all. */}
      {all !== true && (
        <span className="cards-only">
          <Button variant="ghost" onClick={() => toggleAll(true)}>
            Select all on this page
          </Button>
        </span>
      )}
      {children}
      <span className="max-md:ml-auto">
        <IconButton name="Clear selection" icon={<X />} onClick={clear} />
      </span>
    </section>
  );
}
