import { DELIVERY_DAYS } from '@/lib/features/webhooks/schema';
import { Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { DAY_MS, HOUR_MS } from '@/lib/platform/time/durations';

/** Hourly usage is kept for a year and a month: enough to compare a month with the same one a year ago. */
const USAGE_DAYS = 400;
const MAX_OLD_CREDENTIALS = 20;

/** How a table is kept small: either which rows `r` may be deleted at `now`, or why it doesn't grow without bound. */
type Retention = { sweep: (now: Date) => Prisma.Sql } | { bounded: string };

const before = (now: Date, ms: number) => new Date(now.getTime() - ms);

/**
 * Every table. A sweep deletes only what nobody can miss: what is over, used up, or older than docs/privacy.md says
 * that it is kept.
 */
export const RETENTION: Record<string, Retention> = {
  throttle: {
    sweep: (now) => Prisma.sql`r.last_try_at < ${before(now, 2 * DAY_MS)} and r.blocked_until < ${now}`,
  },
  session: {
    sweep: (now) =>
      Prisma.sql`r.last_seen_at <= ${before(now, HOUR_MS)} or r.created_at <= ${before(now, DAY_MS)}`,
  },
  invitation: { sweep: (now) => Prisma.sql`r.expires_at < ${before(now, 30 * DAY_MS)}` },
  password_reset: { sweep: (now) => Prisma.sql`r.expires_at < ${now}` },
  // Kept for a week after its hour, so that the Account page can still say that it was not confirmed.
  address_change: { sweep: (now) => Prisma.sql`r.expires_at < ${before(now, 7 * DAY_MS)}` },
  form_token: { sweep: (now) => Prisma.sql`r.created_at < ${before(now, DAY_MS)}` },
  idempotent_request: { sweep: (now) => Prisma.sql`r.created_at < ${before(now, DAY_MS)}` },
  call_window: { sweep: (now) => Prisma.sql`r.starts_at < ${before(now, HOUR_MS)}` },
  call_in_progress: { sweep: (now) => Prisma.sql`r.lease_until < ${now}` },
  // Long gone, by the database's clock, which also dates its beats.
  verifier: { sweep: () => Prisma.sql`r.beat_at < clock_timestamp() - interval '1 hour'` },
  // By the database's clock, as above. One that comes back later than this has no batch left to write again.
  usage_writer: { sweep: () => Prisma.sql`r.written_at < clock_timestamp() - interval '7 days'` },
  usage_hour: { sweep: (now) => Prisma.sql`r.hour < ${before(now, USAGE_DAYS * DAY_MS)}` },
  // The longest window of a limit is a day.
  rate_window: { sweep: (now) => Prisma.sql`r.starts_at < ${before(now, 2 * DAY_MS)}` },
  // The audit log still names them. A deleted identifier is unknown, and none is ever issued twice.
  credential: {
    sweep: (now) => Prisma.sql`
      r.replaced_at < ${before(now, USAGE_DAYS * DAY_MS)} and r.ends_at < ${before(now, USAGE_DAYS * DAY_MS)}
      and (select count(*) from credential n where n.api_key_id = r.api_key_id and n.created_at > r.created_at)
        > ${MAX_OLD_CREDENTIALS}`,
  },
  // Its deliveries go with it.
  webhook_event: { sweep: (now) => Prisma.sql`r.at < ${before(now, DELIVERY_DAYS * DAY_MS)}` },
  job_run: { sweep: (now) => Prisma.sql`r.started_at < ${before(now, 30 * DAY_MS)}` },

  audit_event: { bounded: 'kept for good: a chain with a cut end can not be checked (docs/audit.md)' },
  audit_head: { bounded: 'one row' },
  installation: { bounded: 'one row' },
  setup_link: { bounded: 'one row' },
  key_prefix: { bounded: 'one row for each KEY_PREFIX that was ever set' },
  job: { bounded: 'one row for each job' },
  contact_text: { bounded: 'one row for each kind of organization' },
  organization: { bounded: 'made by operators' },
  user_account: { bounded: 'one row for each person' },
  membership: { bounded: 'one row for each person in an organization' },
  authenticator: { bounded: 'one row for each person' },
  recovery_code: { bounded: 'ten for each person, replaced together' },
  external_identity: { bounded: 'one row for each person and provider' },
  organization_policy: { bounded: 'one row for each organization' },
  operator_policy: { bounded: 'one row' },
  webhook_endpoint: { bounded: 'limited for each organization' },
  webhook_delivery: { bounded: 'goes with its event' },
  permission: { bounded: 'made by operators' },
  permission_endpoint: { bounded: 'made by operators' },
  permission_grant: { bounded: 'one row for each organization and permission' },
  api_key: { bounded: 'limited for each organization, and deleted by people' },
  api_key_permission: { bounded: 'one row for each key and permission' },
  // It stays when its credential is swept: a token that was replaced must not be imported again either.
  imported_token: {
    bounded: 'one row for each token that an operator ever imported, so that none comes back',
  },
  key_search: { bounded: 'one row for each key' },
  dataset: { bounded: 'limited for each organization, and deleted by people' },
  api_key_dataset: { bounded: 'one row for each key and dataset' },
  credential_use: { bounded: 'one row for each credential, and goes with it' },
};

/** This many at a time: a short transaction holds nobody up. */
const BATCH = 2_000;

/** Deletes some of the rows that may be deleted, and returns how many. A row that changes meanwhile stays. */
export function sweepTable(db: Db, table: string, condition: Prisma.Sql): Promise<number> {
  const name = Prisma.raw(`"${table}"`);
  return prisma(db).$executeRaw`
    delete from ${name} where ctid = any(array(select r.ctid from ${name} r where ${condition} limit ${BATCH}))`;
}

export const isFullBatch = (count: number): boolean => count >= BATCH;
