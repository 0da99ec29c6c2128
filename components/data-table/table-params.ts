import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';

export const pageSizes = [25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

/** The state of one table, as its address has it. Sorting is `name` for ascending or `-name` for descending. */
export type TableQuery<Sort extends string, Filter extends string> = {
  search: string;
  sort: Sort | `-${Sort}`;
  page: number;
  pageSize: PageSize;
  hidden: string[];
  filters: Record<Filter, string[]>;
};

type Definition<Sort extends string, Filters extends Record<string, readonly string[]>> = {
  sorts: readonly Sort[];
  defaultSort: NoInfer<Sort> | `-${NoInfer<Sort>}`;
  /** Each filter's allowed values; an empty list lets any text through, for values that only the server knows. */
  filters: Filters;
  defaultHidden?: readonly string[];
};

/**
 * One table's parameters, declared once and used on both sides: `load` in the page, the parsers in the browser.
 * Whatever isn't allowed falls back to the default, so a page never gets a value that it didn't declare.
 */
export function defineTable<
  const Sort extends string,
  const Filters extends Record<string, readonly string[]>,
>(definition: Definition<Sort, Filters>) {
  type Filter = Extract<keyof Filters, string>;
  const names = Object.keys(definition.filters) as Filter[];
  const directions = definition.sorts.flatMap((sort) => [sort, `-${sort}` as const]);
  const parsers = {
    q: parseAsString.withDefault(''),
    sort: parseAsStringLiteral<Sort | `-${Sort}`>(directions).withDefault(definition.defaultSort),
    page: parseAsInteger.withDefault(1),
    size: parseAsInteger.withDefault(pageSizes[0]),
    hide: parseAsArrayOf(parseAsString).withDefault([...(definition.defaultHidden ?? [])]),
    ...Object.fromEntries(names.map((name) => [name, parseAsArrayOf(parseAsString).withDefault([])])),
  };

  const toQuery = (raw: RawParams): TableQuery<Sort, Filter> => ({
    search: raw.q,
    sort: raw.sort as Sort | `-${Sort}`,
    page: Math.min(Math.max(1, raw.page), 1_000_000),
    pageSize: pageSizes.find((size) => size === raw.size) ?? pageSizes[0],
    hidden: raw.hide,
    filters: Object.fromEntries(
      names.map((name) => [name, allowed(raw[name], definition.filters[name] ?? [])]),
    ) as Record<Filter, string[]>,
  });

  const loader = createLoader(parsers);
  return {
    sorts: definition.sorts,
    filterNames: names,
    parsers,
    toQuery,
    load: async (searchParams: Promise<Record<string, string | string[] | undefined>>) =>
      toQuery((await loader(searchParams)) as RawParams),
  };
}

type RawParams = {
  q: string;
  sort: string;
  page: number;
  size: number;
  hide: string[];
  [filter: string]: unknown;
};

const allowed = (values: unknown, list: readonly string[]): string[] =>
  Array.isArray(values)
    ? [...new Set(values as string[])].filter((value) => list.length === 0 || list.includes(value))
    : [];

export type TableDefinition = {
  sorts: readonly string[];
  filterNames: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each table's parsers differ; nuqs checks them one by one.
  parsers: Record<string, any>;
  toQuery: (raw: RawParams) => TableQuery<string, string>;
};
