import { z } from 'zod';
import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { lineSchema } from '@/lib/platform/text/name-schema';

/** The contact text by kind of account; an empty one means that there is none for this kind. */
const texts = {
  publisher: lineSchema,
  advertiser: lineSchema,
  dsp: lineSchema,
  data_provider: lineSchema,
} satisfies Record<OrganizationKind, typeof lineSchema>;

const textsSchema = z.strictObject(texts);
export type ContactTexts = z.infer<typeof textsSchema>;

/** `seen` is what the form was opened with: what somebody else changed meanwhile isn't overwritten. */
export const changeContactsSchema = z.strictObject({ ...texts, seen: textsSchema });
export type ChangeContacts = z.infer<typeof changeContactsSchema>;
