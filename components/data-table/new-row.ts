'use client';

import { useEffect, useState } from 'react';
import { nameIdOf } from './table-rows';

/** The id of what this tab has just created. In memory only, and gone once a table has shown it. */
let pending: { id: string; at: number } | null = null;

/** After this long nobody is looking for it any more. */
const HIGHLIGHT_WITHIN_MS = 15_000;

export function announceCreated(id: string): void {
  pending = { id, at: performance.now() };
}

/**
 * The one of these rows that was just created. Its name has the focus, so that people and screen readers continue where
 * they were, and its row is tinted for a moment.
 */
export function useJustCreated<Row>(rows: Row[], rowId: (row: Row) => string): string | null {
  const [made, setMade] = useState<string | null>(null);
  useEffect(() => {
    if (!pending) return;
    const { id, at } = pending;
    const index = rows.findIndex((row) => rowId(row) === id);
    if (index < 0 && performance.now() - at < HIGHLIGHT_WITHIN_MS) return;
    pending = null;
    if (index < 0) return;
    setMade(id);
    document.getElementById(nameIdOf(index))?.focus();
  }, [rows, rowId]);
  return made;
}
