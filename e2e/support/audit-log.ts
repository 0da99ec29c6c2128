import type { Locator, Page } from '@playwright/test';
import { query } from './database';
import type { Keyport } from './keyport';
import type { Person } from './person';

export const auditTable = (page: Page): Locator => page.getByRole('table', { name: 'Audit log' });

/** What happened, newest first. */
export const eventNames = (page: Page): Locator =>
  auditTable(page).getByRole('rowheader').getByRole('button');

/** "1–25 of 260 events" */
export const eventCount = (page: Page): Locator => page.getByRole('status').filter({ hasText: /events?$/ });

export const eventSearch = (page: Page): Locator =>
  page.getByRole('searchbox', { name: 'Search person, name or address' });

/** Past events, one a minute, before the first. Their MACs aren't valid: only the table is looked at. */
export async function insertManyEvents(keyport: Keyport, { actor }: Person, count: number): Promise<void> {
  await query(
    keyport,
    `insert into audit_event
      select first - 1 - $3::int + i, $1::timestamptz - ($3::int - i) * interval '1 minute', $2, null, 'Person ' || i % 7,
        '203.0.113.' || i % 250, 'key.edit', 'success', 'key', null, 'Key ' || i,
        '{"before": {"description": "old"}, "after": {"description": "new"}}', '\\x00'
      from generate_series(1, $3::int) i, (select least(min(position), 1) as first from audit_event) found`,
    [keyport.clock.now(), actor.organization.id, count],
  );
}
