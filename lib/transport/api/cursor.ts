import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { deriveKey } from '@/lib/platform/secrets/root';

/**
 * A cursor says where a page of a list ended. The signature covers whose list it is and the query, so that a cursor from
 * another organization or another query is refused.
 */

/** The list that a cursor belongs to. */
export type List = { organizationId: string; userId: string; query: unknown };

export function writeCursor(list: List, place: object): string {
  const payload = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `${payload}.${sign(list, payload).toString('base64url')}`;
}

/** Null if it isn't a cursor of this list. */
export function readCursor<Schema extends z.ZodType>(
  list: List,
  cursor: string,
  schema: Schema,
): z.output<Schema> | null {
  const [payload = '', mac = '', ...rest] = cursor.split('.');
  const given = Buffer.from(mac, 'base64url');
  const expected = sign(list, payload);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return schema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}

const MAC_BYTES = 16;

const sign = (list: List, payload: string): Buffer =>
  createHmac('sha256', deriveKey('cursor'))
    .update(JSON.stringify([list.organizationId, list.userId, list.query, payload]))
    .digest()
    .subarray(0, MAC_BYTES);
