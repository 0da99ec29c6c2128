import { describe, expect, it } from 'vitest';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { COMMAND_LINE } from '@/lib/platform/audit/schema';
import { verifyAudit } from '@/lib/platform/audit/verify';
import { prisma } from './client';
import { type Db, database, inTransaction } from './database';
import { transact } from './transact';

const event = (name: string) =>
  ({ action: 'operator.create', subjectType: 'user', subjectId: null, subjectName: name }) as const;
const record = (db: Db, name: string) => recordChange(db, COMMAND_LINE, event(name), new Date());
const recordedNames = async () =>
  (await prisma(database()).auditEvent.findMany({ orderBy: { position: 'asc' } })).map(
    ({ subjectName }) => subjectName,
  );

const addRow = async (name: string) =>
  (await prisma(database()).organization.create({ data: { name, nameFold: name, createdAt: new Date() } }))
    .id;
const lockRow = (db: Db, id: string) =>
  prisma(db).$queryRaw`select 1 from organization where id = ${id}::uuid for update`;

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Two that wait for each other here, so that neither goes on before both have come. */
function meeting() {
  const { opened, open } = gate();
  let present = 0;
  return () => {
    present += 1;
    if (present === 2) open();
    return opened;
  };
}

describe('the end of the audit chain', () => {
  it('is unlocked while a transaction that recorded something continues', async () => {
    const [recorded, done] = [gate(), gate()];
    const long = inTransaction(async (db) => {
      await record(db, 'long');
      recorded.open();
      await done.opened;
    });
    await recorded.opened;
    await recordRefusal(COMMAND_LINE, { ...event('short'), code: 'FORBIDDEN' }, new Date());
    done.open();
    await long;
    expect(await recordedNames()).toEqual(['short', 'long']);
    expect(await verifyAudit(null)).toMatchObject({ head: { count: 2 }, broken: [] });
  });

  it('is locked last, so that a lock taken after recording does not cross it', async () => {
    const id = await addRow('crossing');
    const bothAreHere = meeting();
    let runs = 0;
    await Promise.all([
      inTransaction(async (db) => {
        runs += 1;
        await record(db, 'first');
        if (runs <= 2) await bothAreHere();
        await lockRow(db, id);
      }),
      inTransaction(async (db) => {
        runs += 1;
        await lockRow(db, id);
        if (runs <= 2) await bothAreHere();
        await record(db, 'second');
      }),
    ]);
    expect(runs).toBe(2);
    expect((await verifyAudit(null)).broken).toEqual([]);
  });

  it('appends the events of a transaction in order, and none of one that was rolled back', async () => {
    const before = (await recordedNames()).length;
    await inTransaction(async (db) => {
      for (const name of ['a', 'b', 'c']) await record(db, name);
    });
    await transact(async (db) => {
      await record(db, 'undone');
      return { ok: false, code: 'NO' } as const;
    });
    expect((await recordedNames()).slice(before)).toEqual(['a', 'b', 'c']);
    expect((await verifyAudit(null)).broken).toEqual([]);
  });

  it('is not touched outside a transaction', async () => {
    await expect(record(database(), 'alone')).rejects.toThrow('not in a transaction');
  });
});

describe('a transaction that met another one', () => {
  it('is run again after a deadlock, and records what it did once', async () => {
    const [one, other] = [await addRow('one'), await addRow('other')];
    const bothAreHere = meeting();
    let runs = 0;
    const lockBoth = (first: string, second: string) =>
      inTransaction(async (db) => {
        runs += 1;
        await record(db, first);
        await lockRow(db, first);
        if (runs <= 2) await bothAreHere();
        await prisma(db).organization.updateMany({ where: { id: second }, data: { name: first } });
      });
    const before = (await recordedNames()).length;
    await Promise.all([lockBoth(one, other), lockBoth(other, one)]);
    expect(runs).toBe(3);
    expect((await recordedNames()).slice(before).sort()).toEqual([one, other].sort());
  });

  it('is run again where the second statement is raw SQL', async () => {
    const [one, other] = [await addRow('raw one'), await addRow('raw other')];
    const bothAreHere = meeting();
    let runs = 0;
    const lockBoth = (first: string, second: string) =>
      inTransaction(async (db) => {
        runs += 1;
        await lockRow(db, first);
        if (runs <= 2) await bothAreHere();
        await lockRow(db, second);
      });
    await Promise.all([lockBoth(one, other), lockBoth(other, one)]);
    expect(runs).toBe(3);
  });

  it('is run again where the commit is refused', async () => {
    const bothAreHere = meeting();
    let runs = 0;
    const countAndAdd = (name: string) =>
      inTransaction(async (db) => {
        runs += 1;
        await prisma(db).$executeRaw`set transaction isolation level serializable`;
        await prisma(db).organization.count();
        if (runs <= 2) await bothAreHere();
        await prisma(db).organization.create({ data: { name, nameFold: name, createdAt: new Date() } });
      });
    await Promise.all([countAndAdd('counted one'), countAndAdd('counted other')]);
    expect(runs).toBe(3);
  });

  it('gives up after some runs, and never runs again what failed by itself', async () => {
    let runs = 0;
    const failing = (state: string) =>
      inTransaction(async (db) => {
        runs += 1;
        await prisma(db).$executeRawUnsafe(
          `do $$ begin raise exception 'no' using errcode = '${state}'; end $$`,
        );
      });
    await expect(failing('40001')).rejects.toThrow();
    expect(runs).toBe(4);
    runs = 0;
    await expect(failing('22012')).rejects.toThrow();
    expect(runs).toBe(1);
  });
});
