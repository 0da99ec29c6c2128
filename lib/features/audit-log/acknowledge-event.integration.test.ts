import fc from 'fast-check';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { formatHead, verifyAudit } from '@/lib/platform/audit/verify';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { admin } from '@/scripts/admin/main';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';

/** Somebody with the database's superuser: nothing that PostgreSQL itself could refuse stands in the way. */
let attacker: pg.Client;
beforeAll(async () => {
  const url = new URL(inject('superuserUrl'));
  url.pathname = new URL(process.env.DATABASE_URL ?? '').pathname;
  attacker = new pg.Client(url.href);
  await attacker.connect();
  await attacker.query('alter table audit_event disable trigger all');
  const actor = await newActor();
  for (let count = 0; count < 20; count++) await newKey(actor);
});
afterAll(() => attacker.end());

beforeEach(async () => {
  await attacker.query('create temp table before as select * from audit_event');
  await attacker.query('create temp table head_before as select * from audit_head');
});
const restore = () =>
  attacker.query(`
    delete from audit_event; insert into audit_event select * from before;
    delete from audit_head; insert into audit_head select * from head_before`);
afterEach(async () => {
  await restore();
  await attacker.query('drop table before; drop table head_before');
});

async function run(...options: string[]) {
  const [printed, complained]: [string[], string[]] = [[], []];
  const out = {
    print: (line: string) => printed.push(line),
    complain: (line: string) => complained.push(line),
  };
  const code = await admin(['verify-audit', ...options], process.stdin, out);
  return { code, printed, complained };
}
const acknowledge = (event: number, ...more: string[]) =>
  run('--acknowledge', String(event), '--reason', 'A fault of ours', ...more);
const edit = (position: number, name = 'Nobody') =>
  attacker.query('update audit_event set actor_name = $2 where position = $1', [position, name]);
const swap = (one: number, other: number) =>
  attacker.query(`
    update audit_event set position = -1 where position = ${one};
    update audit_event set position = ${one} where position = ${other};
    update audit_event set position = ${other} where position = -1`);
const broken = async () =>
  (await verifyAudit(null)).broken.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );

describe('one break does not hide another', () => {
  const positions = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });

  test('edited events are found, each of them and no other', async () => {
    await fc.assert(
      fc.asyncProperty(positions, async (edited) => {
        for (const position of edited) await edit(position);
        expect(await broken()).toEqual(edited.toSorted((a, b) => a - b));
        await restore();
      }),
      { numRuns: 20 },
    );
  });

  test('whatever was done to several events, all of them are found', async () => {
    const deeds = {
      edit: (position: number) => edit(position),
      mac: (position: number) =>
        attacker.query(`update audit_event set mac = '\\x00' where position = ${position}`),
      delete: (position: number) => attacker.query(`delete from audit_event where position = ${position}`),
      invert: (position: number) =>
        attacker.query(
          `update audit_event set outcome = case outcome when 'success' then 'failure' else 'success' end::audit_outcome
           where position = ${position}`,
        ),
    };
    const plan = fc.uniqueArray(
      fc.record({
        position: fc.integer({ min: 1, max: 20 }),
        deed: fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
      }),
      { selector: ({ position }) => position, minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        for (const { position, deed } of steps) await deeds[deed](position);
        expect(await broken()).toEqual(expect.arrayContaining(steps.map(({ position }) => position)));
        await restore();
      }),
      { numRuns: 40 },
    );
  });

  test('each is reported on a line of its own', async () => {
    await edit(3);
    await edit(9);
    await attacker.query('delete from audit_event where position in (14, 15)');
    const { code, printed } = await run();
    expect(code).toBe(1);
    expect(printed.map((line) => /at event (\d+): /.exec(line)?.[1])).toEqual(['3', '9', '14', '15', '16']);
    expect(printed[2]).toContain('missing');
    expect(printed[4]).toContain("can't be checked");
  });

  test('events that were moved are named, and those between them are not', async () => {
    await swap(4, 8);
    expect(await broken()).toEqual([4, 8]);
  });

  test('a million missing events are one line', async () => {
    await attacker.query('update audit_head set count = 1000000');
    const { printed } = await run();
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(/at events \d+ to 1000000/);
  });
});

describe('an acknowledged event', () => {
  test('is listed each time, and the rest is checked as before', async () => {
    await edit(5);
    await edit(11);
    expect(await acknowledge(5)).toMatchObject({ code: 1, printed: [expect.stringContaining('event 11:')] });
    const { code, printed, complained } = await acknowledge(11);
    expect(code).toBe(0);
    expect(printed).toEqual([expect.stringMatching(/^\d+:[0-9a-f]{64}$/)]);
    expect(complained).toEqual([
      expect.stringMatching(/^Event 5 .*A fault of ours$/),
      expect.stringMatching(/^Event 11 .*A fault of ours$/),
    ]);
    const head = printed[0] ?? '';
    expect(await run('--head', head)).toMatchObject({ code: 0, complained });
    const event = await prisma(database()).auditEvent.findFirstOrThrow({ orderBy: { position: 'desc' } });
    expect(event).toMatchObject({
      action: 'audit.acknowledge',
      actorName: 'Command line',
      organizationId: null,
      details: { event: 11, reason: 'A fault of ours' },
    });
  });

  test('may be one of several that follow each other', async () => {
    for (const position of [6, 7, 8]) await edit(position);
    for (const position of [6, 7]) await acknowledge(position);
    expect(await acknowledge(8)).toMatchObject({ code: 0 });
  });

  test('that is changed again is found', async () => {
    await edit(5);
    await acknowledge(5);
    await edit(5, 'Somebody else');
    const { code, printed } = await run();
    expect(code).toBe(1);
    expect(printed).toEqual([expect.stringContaining('event 5: it was changed again')]);
    expect(await acknowledge(5)).toMatchObject({ code: 0 });
  });

  test.each([
    ['sound', () => edit(9), 5],
    ['missing', () => attacker.query('delete from audit_event where position = 5'), 5],
    ['the one after a missing one', () => attacker.query('delete from audit_event where position = 5'), 6],
    ['moved', () => swap(5, 9), 9],
    ['moved to the place before', () => swap(5, 6), 5],
    ['cut off', () => attacker.query('delete from audit_event where position > 15'), 17],
    [
      'put in before the first',
      () => attacker.query('update audit_event set position = 0 where position = 1'),
      1,
    ],
  ])('can not be one that is %s', async (_what, tamper, position) => {
    await tamper();
    const before = await prisma(database()).auditEvent.count({ where: { action: 'audit.acknowledge' } });
    expect(await acknowledge(position)).toMatchObject({ code: 1, printed: [] });
    expect(await prisma(database()).auditEvent.count({ where: { action: 'audit.acknowledge' } })).toBe(
      before,
    );
  });

  test('cannot be one that a head kept elsewhere contradicts', async () => {
    const head = formatHead((await verifyAudit(null)).head);
    const count = Number(head.split(':')[0]);
    await attacker.query(`update audit_event set actor_name = 'Nobody', mac = '\\x01' where position = ${count};
      update audit_head set mac = '\\x01'`);
    expect(await acknowledge(count, '--head', head)).toMatchObject({ code: 1, printed: [] });
    expect(await acknowledge(count)).toMatchObject({ code: 0 });
    expect(await run('--head', head)).toMatchObject({
      code: 1,
      printed: [expect.stringContaining(`event ${count}: it differs`)],
    });
  });

  test.each([
    ['--acknowledge', '5'],
    ['--reason', 'because'],
    ['--acknowledge', '0', '--reason', 'because'],
    ['--acknowledge', '5', '--reason', ' '],
    ['--acknowledge', 'five', '--reason', 'because'],
  ])('needs a number and a reason: %s', async (...options) => {
    expect(await run(...options)).toMatchObject({ code: 2, printed: [] });
  });
});
