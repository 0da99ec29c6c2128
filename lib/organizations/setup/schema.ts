import { z } from 'zod';
import { chosenPassword } from '@/lib/identity/passwords/schema';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { nameSchema } from '@/lib/platform/text/name-schema';
import { text } from '@/lib/platform/text/schema';

export const setUpSchema = z.strictObject({
  token: text(200),
  organization: nameSchema('a name for the organization'),
  name: nameSchema('your name'),
  email: emailSchema,
  password: chosenPassword(),
});
export type SetUp = z.infer<typeof setUpSchema>;
