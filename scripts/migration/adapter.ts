import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlQuery } from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/** Prisma's adapter as its schema engine needs it to inspect a database. */
export class MigrationAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const connection = adapter.underlyingDriver();
    const columns = readCharAsText(connection);
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query: SqlQuery) => {
      const result = await queryRaw(query);
      for (const column of columns.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character;
      }
      return result;
    };
    return adapter;
  }
}

const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * PostgreSQL's system catalog has columns of the type "char", which the engine reads and the adapter refuses. They are
 * treated as text here. Returns which columns of a result they were.
 */
function readCharAsText(connection: pg.Pool): WeakMap<object, number[]> {
  const columns = new WeakMap<object, number[]>();
  const query = connection.query.bind(connection) as (...args: unknown[]) => Promise<pg.QueryResult>;
  const retyped = async (...args: unknown[]) => {
    const result = await query(...args);
    const found: number[] = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR_OID) continue;
      field.dataTypeID = TEXT_OID;
      found.push(index);
    }
    if (result.rows) columns.set(result.rows, found);
    return result;
  };
  connection.query = retyped as typeof connection.query;
  return columns;
}
