import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import type { Announcement, KeyEventType, Plain } from './schema';

/**
 * The keys as they are at this moment in the transaction, each by its id. None if no endpoint of the organization wants
 * events of the type: then they are not read either. By SQL of its own: keys belong to a floor above.
 */
export async function describeKeys(
  db: Db,
  type: KeyEventType,
  organizationId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, { [name: string]: Plain }>> {
  const rows = await prisma(db).$queryRaw<{ id: string; data: { [name: string]: Plain } }[]>`
    select k.id, json_build_object(
      'id', k.id, 'key', c.key, 'name', k.name, 'type', k.type, 'environment', k.environment,
      'status', case when k.status = 'active' and k.expires_at <= ${now} then 'expired' else k.status::text end,
      'permissions', array(select permission_name from api_key_permission join permission p on p.name = permission_name
        where api_key_id = k.id order by p.position),
      'datasets', array(select dataset_id from api_key_dataset join dataset d on d.id = dataset_id
        where api_key_id = k.id order by d.name_fold),
      'expiresAt', to_char(k.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'externalId', k.external_id, 'version', k.version) as data
    from api_key k join credential c on c.api_key_id = k.id and c.replaced_at is null
    where k.organization_id = ${organizationId}::uuid and k.id = any(${[...ids]}::uuid[])
      and exists (select 1 from webhook_endpoint w
        where w.organization_id = ${organizationId}::uuid and w.enabled and ${type} = any(w.types))`;
  return new Map(rows.map(({ id, data }) => [id, data]));
}

export type OutboxRow = Announcement & { organizationId: string; position: number; at: string };

/**
 * Writes events and a delivery of each for every endpoint that wants it. Call it while the end of the audit chain is
 * locked: the order of the rows is then the order of the audit log.
 */
export async function insertEvents(db: Db, rows: readonly OutboxRow[]): Promise<void> {
  await prisma(db).$executeRaw`
    with event as (
      insert into webhook_event (organization_id, type, at, position, data)
      select "organizationId", type, at, position, data
      from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (
        "organizationId" uuid, type text, at timestamptz, position int, data json))
        with ordinality as r("organizationId", type, at, position, data, ordinal)
      order by ordinal
      returning id, organization_id, type, at)
    insert into webhook_delivery (endpoint_id, event_id, status, next_attempt_at)
    select w.id, event.id, 'waiting', event.at
    from event join webhook_endpoint w
      on w.organization_id = event.organization_id and w.enabled and event.type = any(w.types)`;
}
