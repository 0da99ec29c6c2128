import { z } from 'zod';
import { rollSelf as rollKeyItself } from '@/lib/features/self-rotation/roll-self';
import { ORGANIZATION_KINDS, ROLES } from '@/lib/identity/actor/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { ok } from '@/lib/platform/result';
import { json } from './answer';
import { defineOperation } from './operation';
import { nothing } from './read-request';

export const readMe = defineOperation({
  for: 'members',
  id: 'getMe',
  method: 'GET',
  path: '/me',
  tag: 'This key',
  summary: 'Who this key acts for',
  description:
    "The person, the organization, and what this key may do now: what both its permissions and its owner's role allow.",
  right: null,
  action: null,
  query: nothing,
  body: nothing,
  answers: {
    200: {
      description: 'The person, the organization, and the rights.',
      schema: z
        .strictObject({
          person: z.strictObject({
            id: answered.id(),
            name: answered.text(),
            email: answered.text(),
            role: z.enum(ROLES),
          }),
          organization: z.strictObject({
            id: answered.id(),
            name: answered.text(),
            kind: z.enum(ORGANIZATION_KINDS),
          }),
          key: answered.text(),
          rights: z.array(answered.text()),
        })
        .meta({ id: 'Me' }),
    },
  },
  refusals: [],
  async run({ userId, name, email, role, organization, program }) {
    const rights = [...(program?.rights ?? [])].sort();
    return ok(
      json(200, { person: { id: userId, name, email, role }, organization, key: program?.key, rights }),
    );
  },
});

export const rollSelf = defineOperation({
  for: 'any key',
  id: 'rollSelf',
  method: 'POST',
  path: '/self/roll',
  tag: 'This key',
  summary: 'Roll this key',
  description:
    'For any key with its secret, if an Admin allowed it in the portal; no `portal:` permission is needed. The old credentials work for the grace period that the Admin set. If the answer is lost, ask again with the old credentials: new ones that have not been used yet are replaced.',
  query: nothing,
  body: nothing,
  answers: {
    201: {
      description: 'The new credentials. The secret is not shown again.',
      schema: z
        .strictObject({ key: answered.text(), secret: answered.text(), oldEndsAt: answered.instant() })
        .meta({ id: 'SelfRolled' }),
    },
  },
  refusals: ['SELF_ROLL_NOT_ALLOWED', 'ROLL_IN_PROGRESS', 'ROLLED_RECENTLY', 'KEY_NOT_FOUND'],
  async run(program, { address }) {
    const rolled = await rollKeyItself(program, address);
    return rolled.ok ? ok(json(201, rolled.value)) : rolled;
  },
});
