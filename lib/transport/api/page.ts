import { z } from 'zod';
import type { Actor } from '@/lib/identity/actor/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { describedAs } from '@/lib/platform/openapi/json-schema';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { text } from '@/lib/platform/text/schema';
import { type Answer, json } from './answer';
import { readCursor, writeCursor } from './cursor';
import type { DescribedAnswer } from './operation';
import type { ApiCode } from './problems';

/** Lists, a page at a time. */

/** How many to list at once, and where to go on. */
export const pageQuery = {
  limit: text(3)
    .regex(/^([1-9]\d?|100)$/, 'Use a whole number from 1 to 100.')
    .transform(Number)
    .default(25)
    .meta(describedAs({ type: 'integer', minimum: 1, maximum: 100, default: 25 })),
  cursor: text(2_000).optional().meta({ description: 'Where the last page ended: its `nextCursor`.' }),
};

export const aPageOf = (items: string, schema: z.ZodType): DescribedAnswer => ({
  description: `The next ${items}. \`nextCursor\` is null on the last page.`,
  schema: z.strictObject({ data: z.array(schema), nextCursor: answered.cursor() }),
});

type Asked<Place> = {
  /** Which list it is, with its filters and its order: a cursor only works for the same list. */
  query: unknown;
  cursor: string | undefined;
  /** What a cursor holds. */
  place: z.ZodType<Place>;
};

/** Answers with the page that `read` finds after a place. No place means the beginning; no next one, the end. */
export async function answerPage<Place extends object>(
  actor: Actor,
  { query, cursor, place }: Asked<Place>,
  read: (after: Place | null) => Promise<Result<{ data: unknown[]; next: Place | null }, ApiCode>>,
): Promise<Result<Answer, ApiCode>> {
  const list = { organizationId: actor.organization.id, userId: actor.userId, query };
  const after = cursor === undefined ? null : readCursor(list, cursor, place);
  if (cursor !== undefined && after === null) return refuse('BAD_CURSOR');
  const page = await read(after);
  if (!page.ok) return page;
  const { data, next } = page.value;
  return ok(json(200, { data, nextCursor: next && writeCursor(list, next) }));
}
