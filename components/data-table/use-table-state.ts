'use client';

import { debounce, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import type { PageSize, TableDefinition } from './table-params';

const typingMs = 300;

/** The table's state in the address, and its setters. */
export function useTableState(definition: TableDefinition) {
  const [pending, startTransition] = useTransition();
  const [raw, setRaw] = useQueryStates(definition.parsers, {
    shallow: false,
    scroll: false,
    startTransition,
  });
  const query = definition.toQuery(raw as Parameters<TableDefinition['toQuery']>[0]);
  // Whatever changes the set of rows starts again at the first page.
  const first = { page: null };
  return {
    pending,
    query,
    narrowed: query.search !== '' || Object.values(query.filters).some((values) => values.length > 0),
    search: (text: string) =>
      void setRaw({ q: text || null, ...first }, { limitUrlUpdates: debounce(text ? typingMs : 0) }),
    sort: (sort: string) => void setRaw({ sort, ...first }, { history: 'push' }),
    filter: (name: string, values: string[]) =>
      void setRaw({ [name]: values.length > 0 ? values : null, ...first }),
    clear: () =>
      void setRaw({
        q: null,
        ...Object.fromEntries(definition.filterNames.map((name) => [name, null])),
        ...first,
      }),
    page: (page: number) => void setRaw({ page }, { history: 'push' }),
    pageSize: (size: PageSize) => void setRaw({ size, ...first }),
    // Requests the page from the server, although the rows are the same: changing only the address would make Next.js
    // discard the response to a pending filter or sort, and the rows wouldn't match the address.
    hide: (hidden: string[]) => void setRaw({ hide: hidden }),
  };
}

export type TableState = ReturnType<typeof useTableState>;
