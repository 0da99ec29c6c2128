import { asOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { clientAddress } from '@/lib/identity/sessions/current';
import { noteAnonymousRefusal } from '@/lib/identity/throttle/anonymous-refusals';
import { recordRefusal } from '@/lib/platform/audit/record';
import type { AuditAction, AuditEntry } from '@/lib/platform/audit/schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { id } from '@/lib/platform/text/schema';
import { currentTime } from '@/lib/platform/time/clock';

type Refused = { code: string; fields?: Record<string, string[]> };

/**
 * Records a refusal that the service has not recorded itself: bad input, a wait, a change that came second. The input
 * is whatever was sent, so only its ids and name are recorded, and of invalid fields only their names.
 */
export async function recordActionRefusal(
  action: AuditAction,
  input: unknown,
  { code, fields }: Refused,
  person: Person | null,
): Promise<void> {
  if (!person) return noteAnonymousRefusal(action, code, await clientAddress());
  const who = OPERATORS.has(action) ? asOperator(person) : person;
  const details = fields && { fields: Object.keys(fields) };
  await recordRefusal(
    who,
    { action, ...subjectOf(action, input, person), code, ...(details && { details }) },
    currentTime(),
  );
}

/** What only operators do: in their own log, whoever tried it. */
const OPERATORS: ReadonlySet<AuditAction> = new Set([
  'organization.create',
  'organization.edit',
  'permission.add',
  'permission.edit',
  'permission.remove',
  'permission.grant',
  'permission.withdraw',
  'contact.edit',
  'operator-policy.edit',
  'key.import',
]);

const SUBJECT_TYPES: Record<string, AuditEntry['subjectType']> = {
  key: 'key',
  dataset: 'dataset',
  invitation: 'invitation',
  organization: 'organization',
  permission: 'permission',
  webhook: 'webhook',
  policy: 'organization',
  'operator-policy': 'installation',
  contact: 'installation',
  installation: 'installation',
};

const MAX_NAME = 200;

function subjectOf(action: AuditAction, input: unknown, person: Person) {
  const subjectType = SUBJECT_TYPES[action.split('.')[0] ?? ''] ?? 'user';
  const given: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {};
  if (subjectType === 'user') {
    const userId = id().safeParse(given.userId).data;
    return { subjectType, subjectId: userId ?? person.userId, subjectName: userId ?? person.email };
  }
  const subjectId =
    subjectType === 'permission'
      ? permissionName.safeParse(given.permission ?? given.name).data
      : id().safeParse(given.id).data;
  const name = typeof given.name === 'string' ? given.name.slice(0, MAX_NAME) : (subjectId ?? '');
  return { subjectType, subjectId: subjectId ?? null, subjectName: name };
}
