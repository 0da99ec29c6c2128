import { createHmac } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { admin } from '@/scripts/admin/main';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';

/** Somebody with the database's superuser: nothing that PostgreSQL itself could refuse stands in the way. */
let attacker: pg.Client;
beforeEach(async () => {
  const url = new URL(inject('superuserUrl'));
  url.pathname = new URL(process.env.DATABASE_URL ?? '').pathname;
  attacker = new pg.Client(url.href);
  await attacker.connect();
  await attacker.query('alter table audit_event disable trigger all');
  const actor = await newActor();
  for (let count = 0; count < 4; count++) await newKey(actor);
});
afterEach(async () => {
  await attacker.end();
});

async function verifyAudit(...options: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const hear = (line: string) => {
    said += line;
  };
  const code = await admin(['verify-audit', ...options], process.stdin, { print: hear, complain: hear });
  return { code, said };
}

/** Does what `statement` says to the log, looks whether that is found, and puts everything back. */
async function tampered(statement: string, ...options: string[]) {
  await attacker.query('create temp table before as select * from audit_event');
  await attacker.query('create temp table head_before as select * from audit_head');
  await attacker.query(statement);
  const found = await verifyAudit(...options);
  await attacker.query(`
    delete from audit_event; insert into audit_event select * from before; drop table before;
    delete from audit_head; insert into audit_head select * from head_before; drop table head_before`);
  return found;
}

const wholeLog = async () => {
  const { code, said } = await verifyAudit();
  if (code !== 0) throw new Error(said);
  return said;
};

const moved = (from: number, to: number) => `
  update audit_event set position = -1 where position = ${from};
  update audit_event set position = ${from} where position = ${to};
  update audit_event set position = ${to} where position = -1;`;

test('an intact log returns its head, which matches now and later', async () => {
  const head = await wholeLog();
  expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);
  expect(await verifyAudit('--head', head)).toEqual({ code: 0, said: head });
  await newKey(await newActor());
  const later = await verifyAudit('--head', head);
  expect(later).toMatchObject({ code: 0 });
  expect(later.said).not.toBe(head);
});

test.each([
  ['the first event edited', `update audit_event set actor_name = 'Nobody' where position = 1`, 1],
  ['a name edited', `update audit_event set subject_name = 'Another' where position = 3`, 3],
  ['an old value edited', `update audit_event set details = details || '{"x":1}' where position = 3`, 3],
  ['a time moved', `update audit_event set at = at - interval '1 hour' where position = 2`, 2],
  ['a failure made a success', `update audit_event set outcome = 'failure' where position = 2`, 2],
  ['an event given to nobody', 'update audit_event set organization_id = null where position = 2', 2],
  ['a mac edited', `update audit_event set mac = '\\x00' where position = 2`, 2],
  ['the first event deleted', 'delete from audit_event where position = 1', 1],
  ['an event deleted', 'delete from audit_event where position = 3', 3],
  [
    'an event deleted and the gap closed',
    `delete from audit_event where position = 3;
     update audit_event set position = -position where position > 3;
     update audit_event set position = -position - 1 where position < 0;
     update audit_head set count = count - 1`,
    3,
  ],
  ['the first two events reordered', moved(1, 2), 1],
  ['two events reordered', moved(2, 4), 2],
  [
    'an event put before the first',
    `insert into audit_event select 0, at, organization_id, actor_id, actor_name, address, action, outcome,
       subject_type, subject_id, subject_name, details, mac from audit_event where position = 1`,
    0,
  ],
])('%s is found', async (_tampering, statement, position) => {
  await wholeLog();
  const { code, said } = await tampered(statement);
  expect(code).toBe(1);
  expect(said).toContain(`broken at event ${position}:`);
  await wholeLog();
});

test('a cut tail is found by audit_head, and where that was rewritten too, by a head kept elsewhere', async () => {
  const head = await wholeLog();
  const count = Number(head.split(':')[0]);
  const cut = `delete from audit_event where position >= ${count};`;
  expect((await tampered(cut)).said).toContain(`broken at event ${count}:`);

  const rewrite = `${cut} update audit_head set (count, mac) =
    (select position, mac from audit_event order by position desc limit 1)`;
  expect(await tampered(rewrite)).toMatchObject({ code: 0 });
  const found = await tampered(rewrite, '--head', head);
  expect(found.code).toBe(1);
  expect(found.said).toContain(`broken at event ${count}:`);
  expect(
    (await tampered('delete from audit_event; update audit_head set count = 0', '--head', head)).said,
  ).toContain('broken at event');
  expect((await tampered(`update audit_head set count = count - 1`)).said).toContain(`event ${count}:`);
  expect((await tampered(`update audit_head set mac = '\\x00'`)).said).toContain(`event ${count}:`);
});

test('events rewritten after a cut tail are found by a head kept elsewhere', async () => {
  const head = await wholeLog();
  const count = Number(head.split(':')[0]);
  await attacker.query('create temp table before as select * from audit_event');
  await attacker.query('create temp table head_before as select * from audit_head');
  await attacker.query(`delete from audit_event where position >= ${count};
    update audit_head set (count, mac) = (select position, mac from audit_event order by position desc limit 1)`);
  // The program itself goes on from there, with macs that are right.
  await newActor();
  await newActor();
  expect(await verifyAudit()).toMatchObject({ code: 0 });
  const found = await verifyAudit('--head', head);
  expect(found).toMatchObject({ code: 1 });
  expect(found.said).toContain(`broken at event ${count}:`);
  await attacker.query(`
    delete from audit_event; insert into audit_event select * from before; drop table before;
    delete from audit_head; insert into audit_head select * from head_before; drop table head_before`);
});

test('somebody with all of SQL but without the root secret cannot forge the next link', async () => {
  await wholeLog();
  const { rows } = await attacker.query('select * from audit_event order by position');
  const forged = { ...rows[2], actor_name: 'Somebody else' };
  const mac = createHmac('sha256', 'a guess')
    .update(rows[1].mac)
    .update(JSON.stringify(forged))
    .digest('hex');
  const statement = `update audit_event set actor_name = 'Somebody else', mac = '\\x${mac}' where position = 3`;
  expect((await tampered(statement)).said).toContain('broken at event 3:');
});

test('a log longer than a batch is read to its end', async () => {
  const actor = await newActor();
  const { recordRefusal } = await import('./record');
  const event = {
    action: 'key.edit',
    subjectType: 'key',
    subjectId: null,
    subjectName: 'x',
    code: 'X',
  } as const;
  for (let count = 0; count < 1_010; count++) await recordRefusal(actor, event, new Date());
  const last = Number((await wholeLog()).split(':')[0]);
  expect(last).toBeGreaterThan(1_000);
  const statement = `update audit_event set address = 'elsewhere' where position = ${last - 1}`;
  expect((await tampered(statement)).said).toContain(`broken at event ${last - 1}:`);
});

test.each(['', '12', '12:xyz', ':00', '1:ab', '1:'])('"%s" is not a head', async (head) => {
  const { code, said } = await verifyAudit('--head', head);
  expect(code).toBe(2);
  expect(said).toContain('COUNT:MAC');
});
