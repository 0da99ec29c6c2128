import type { Refusal, Result } from '@/lib/platform/result';
import { type Db, inTransaction, type TransactionOptions } from './database';

class Refused extends Error {
  constructor(readonly refusal: Refusal<string>) {
    super(refusal.code);
  }
}

/** Like `inTransaction`; a refusal rolls back whatever was written before it. */
export async function transact<Value, Code extends string>(
  work: (db: Db) => Promise<Result<Value, Code>>,
  options?: TransactionOptions,
): Promise<Result<Value, Code>> {
  try {
    return await inTransaction(async (db) => {
      const result = await work(db);
      if (!result.ok) throw new Refused(result);
      return result;
    }, options);
  } catch (error) {
    if (error instanceof Refused) return error.refusal as Refusal<Code>;
    throw error;
  }
}
