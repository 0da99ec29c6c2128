type PageQuery = { page: number; pageSize: number };

/** Pages count from 1, and an empty list has one page. */
const lastPageOf = (total: number, pageSize: number): number => Math.max(1, Math.ceil(total / pageSize));

/** The page that `query` asks for. A page beyond the last returns the last, which takes a second query. */
export async function readPage<Query extends PageQuery, Page extends { total: number }>(
  query: Query,
  read: (query: Query) => Promise<Page>,
): Promise<Page> {
  const page = await read(query);
  const lastPage = lastPageOf(page.total, query.pageSize);
  return query.page > lastPage ? read({ ...query, page: lastPage }) : page;
}

/** The same for a list that is in memory as a whole. */
export function pageOf<Row>(rows: readonly Row[], { page, pageSize }: PageQuery): Row[] {
  const start = (Math.min(page, lastPageOf(rows.length, pageSize)) - 1) * pageSize;
  return rows.slice(start, start + pageSize);
}
