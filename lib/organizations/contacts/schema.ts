import { z } from 'zod';
import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { lineSchema } from '@/lib/platform/text/name-schema';

/** Whom to ask, by kind of account; an empty one means that there is none of its own. */
const texts = {
  publisher: lineSchema,
  advertiser: lineSchema,
  dsp: lineSchema,
  data_provider: lineSchema,
} satisfies Record<OrganizationKind, typeof lineSchema>;

const textsSchema = z.strictObject(texts);
export type ContactTexts = z.infer<typeof textsSchema>;

/** `seen` is what the form opened with: what somebody else changed meanwhile is not overwritten. */
export const changeContactsSchema = z.strictObject({ ...texts, seen: textsSchema });
export type ChangeContacts = z.infer<typeof changeContactsSchema>;
