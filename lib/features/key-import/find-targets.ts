import { refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { listOrganizations } from '@/lib/organizations/organizations/list-organizations';
import { organizationQuerySchema } from '@/lib/organizations/organizations/schema';
import { ok, type Result } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { ImportTargets } from './schema';

const MAX_LISTED = 20;

/** Organizations to choose from, by a part of their name. */
export async function findTargets(
  person: Person,
  { text }: { text: string },
): Promise<Result<ImportTargets, 'NOT_OPERATOR'>> {
  if (!person.operator) {
    const event = { action: 'key.import', subjectType: 'import', subjectId: null, subjectName: '' } as const;
    return refuseNonOperator(person, event, currentTime());
  }
  const query = organizationQuerySchema.parse({ q: text.trim(), pageSize: MAX_LISTED });
  const { rows, total } = await listOrganizations(person, query);
  return ok({ targets: rows.map(({ id, name }) => ({ id, name })), more: total > rows.length });
}
