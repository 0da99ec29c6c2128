import { expect, it } from 'vitest';
import { createKey } from '@/lib/access/keys/create-key';
import { createKeySchema } from '@/lib/access/keys/schema';
import { keyForm } from '@/test/keys';
import { newActor } from '@/test/people';
import { prisma } from './client';
import { database } from './database';
import { isTaken, UNIQUE } from './unique';

/** What nobody can give twice: ids that we make, rows that are written with `on conflict`, and lists whose schema lets each in once. */
const NOT_GIVEN = [
  /^(?!permission_pkey|external_identity_pkey|imported_token_pkey)[a-z_]+_pkey$/,
  /_token_hash_key$/,
  /^(credential|imported_token)_key_key$/,
  /^credential_one_current$/,
  /^api_key_one_(default|system)$/,
  /^invitation_organization_id_email_key$/,
  /^permission_endpoint_permission_name_method_pattern_key$/,
  /^webhook_(event_message_id|delivery_endpoint_id_event_id)_key$/,
];

it('every unique index has a name of its own, or cannot be violated', async () => {
  const indexes = await prisma(database()).$queryRaw<{ name: string }[]>`
    select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indisunique and c.relnamespace = 'public'::regnamespace order by 1`;
  const named: string[] = Object.values(UNIQUE).flat();
  const met = indexes.map(({ name }) => name).filter((name) => !NOT_GIVEN.some((rule) => rule.test(name)));
  expect(met.sort()).toEqual(named.sort());
});

it('one is not reported as another', async () => {
  const data = { email: 'taken@example.com', name: 'n', passwordHash: 'h', createdAt: new Date() };
  await prisma(database()).user.create({ data });
  const error = await prisma(database())
    .user.create({ data })
    .catch((error) => error);
  expect(isTaken(error, 'email')).toBe(true);
  expect(isTaken(error, 'keyName')).toBe(false);
  expect(isTaken(new Error('no'), 'email')).toBe(false);
});

it('a permission that is ticked twice is held once', async () => {
  const actor = await newActor();
  const form = createKeySchema.parse(keyForm({ permissions: ['generator', 'generator'] }));
  expect(await createKey(actor, form)).toMatchObject({ ok: true });
  const held = await prisma(database()).apiKeyPermission.findMany({
    where: { apiKey: { organizationId: actor.organization.id, name: form.name } },
    select: { permissionName: true },
  });
  expect(held).toEqual([{ permissionName: 'generator' }]);
});
