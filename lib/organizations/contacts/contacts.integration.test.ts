import { expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newActor, newOperator } from '@/test/people';
import { changeContacts, contactFor, getContacts } from './contacts';
import type { ContactTexts } from './schema';

const NONE: ContactTexts = { publisher: '', advertiser: '', dsp: '', data_provider: '' };

test('each kind of account has its text; an empty one counts as none', async () => {
  const [operator, publisher] = [await newOperator(), await newActor()];
  expect(await contactFor(publisher)).toBeNull();
  const texts = { ...NONE, publisher: 'publishers@example.com', dsp: 'bids@example.com' };
  expect(await changeContacts(operator, { ...texts, seen: NONE })).toMatchObject({ ok: true });
  expect(await contactFor(publisher)).toBe('publishers@example.com');
  const dsp = { ...publisher, organization: { ...publisher.organization, kind: 'dsp' as const } };
  expect(await contactFor(dsp)).toBe('bids@example.com');
  expect(await changeContacts(operator, { ...texts, publisher: '', seen: texts })).toMatchObject({
    ok: true,
  });
  expect(await contactFor(publisher)).toBeNull();
  const events = await prisma(database()).auditEvent.findMany({
    where: { action: 'contact.edit' },
    orderBy: { position: 'asc' },
  });
  expect(events).toMatchObject([
    {
      organizationId: null,
      actorId: operator.userId,
      details: { before: { publisher: '', dsp: '' }, after: { publisher: texts.publisher, dsp: texts.dsp } },
    },
    { details: { before: { publisher: texts.publisher }, after: { publisher: '' } } },
  ]);
});

test('what somebody else has changed meanwhile is not overwritten; what they left unchanged does not matter', async () => {
  const operator = await newOperator();
  const { texts: seen } = await getContacts(operator);
  await changeContacts(operator, { ...seen, advertiser: 'first', seen });
  expect(await changeContacts(operator, { ...seen, advertiser: 'second', seen })).toMatchObject({
    code: 'CONTACTS_CHANGED',
  });
  expect((await getContacts(operator)).texts.advertiser).toBe('first');
});

test('nobody but an operator sees or changes them', async () => {
  const admin = await newActor();
  await expect(getContacts(admin)).rejects.toThrow('operator');
  const { texts: seen } = await getContacts(await newOperator());
  expect(await changeContacts(admin, { ...seen, dsp: 'mine', seen })).toMatchObject({ code: 'NOT_OPERATOR' });
  const refusals = await prisma(database()).auditEvent.findMany({ where: { actorId: admin.userId } });
  expect(refusals).toMatchObject([
    { action: 'contact.edit', outcome: 'failure', organizationId: null, details: { code: 'NOT_OPERATOR' } },
  ]);
});
