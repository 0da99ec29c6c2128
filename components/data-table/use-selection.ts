'use client';

import { useState } from 'react';

export type Selection<Row> = {
  rows: Row[];
  has: (row: Row) => boolean;
  toggle: (row: Row, on: boolean) => void;
  /** True, false, or some of them. */
  all: boolean | 'indeterminate';
  toggleAll: (on: boolean) => void;
  clear: () => void;
};

/**
 * Which rows of the current page are selected. Another page, search or filter starts with none: nothing is done to a
 * row that nobody sees. `view` identifies the current rows.
 */
export function useSelection<Row>(rows: Row[], rowId: (row: Row) => string, view: string): Selection<Row> {
  const [kept, setKept] = useState<{ view: string; ids: readonly string[] }>({ view, ids: [] });
  const ids = kept.view === view ? kept.ids : [];
  const chosen = rows.filter((row) => ids.includes(rowId(row)));
  const set = (next: readonly string[]) => setKept({ view, ids: next });
  return {
    rows: chosen,
    has: (row) => ids.includes(rowId(row)),
    toggle: (row, on) => {
      const others = ids.filter((id) => id !== rowId(row));
      set(on ? [...others, rowId(row)] : others);
    },
    all: chosen.length === 0 ? false : chosen.length === rows.length || 'indeterminate',
    toggleAll: (on) => set(on ? rows.map(rowId) : []),
    clear: () => set([]),
  };
}
