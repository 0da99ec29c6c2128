import DataLoader from 'dataloader';
import type pg from 'pg';
import type { createBatchSlots } from './batch-slots';
import { START_BYTES } from './hash-starts';

/** What a token, or a pair's identifier, stands for: `key` is the identifier that Keyport gave it, and never changes. */
export type Imported = { key: string; pair: boolean };

const FIND = {
  name: 'find-imported-tokens',
  text: 'select hash, key, pair from imported_token where hash = any($1::bytea[])',
};

/** A page of all tokens whose key wasn't deleted: one value instead of a row each. */
const READ_STARTS = {
  name: 'read-imported-token-starts',
  text: `
    with page as (
      select hash from imported_token where hash > $1 and deleted_at is null order by hash limit 50000)
    select
      (select hash from page order by hash desc limit 1) as last,
      (select string_agg(substring(hash from 1 for ${START_BYTES}), ''::bytea) from page) as starts`,
};

type Row = { hash: Buffer; key: string; pair: boolean };
type Page = { last: Buffer | null; starts: Buffer | null };

export type ImportedLookup = ReturnType<typeof openImportedLookup>;

/** Reads imported tokens, in the same few queries at a time as credentials. */
export function openImportedLookup(
  pool: pg.Pool,
  slots: ReturnType<typeof createBatchSlots>,
  maxBatchSize: number,
) {
  const findMany = async (hashes: readonly string[]): Promise<(Imported | null)[]> => {
    const values = [hashes.map((hash) => Buffer.from(hash, 'latin1'))];
    const { rows } = await pool.query<Row>({ ...FIND, values });
    const found = new Map(rows.map(({ hash, key, pair }) => [hash.toString('latin1'), { key, pair }]));
    return hashes.map((hash) => found.get(hash) ?? null);
  };
  const loader = new DataLoader((hashes: readonly string[]) => slots.use(() => findMany(hashes)), {
    cache: false,
    maxBatchSize,
    batchScheduleFn: slots.schedule,
  });
  return {
    findImported: (hash: string): Promise<Imported | null> => loader.load(hash),
    /** The beginnings of all tokens' hashes, one after another, in several parts. */
    async *importedStarts(): AsyncIterable<Buffer> {
      let after: Buffer = Buffer.alloc(0);
      for (;;) {
        const { rows } = await pool.query<Page>({ ...READ_STARTS, values: [after] });
        const [page] = rows;
        if (!page?.last || !page.starts) return;
        yield page.starts;
        after = page.last;
      }
    },
  };
}
