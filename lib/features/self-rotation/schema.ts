import { z } from 'zod';
import { SELF_ROLL_GRACES } from '@/lib/access/key-records/schema';
import { id, text } from '@/lib/platform/text/schema';

export const allowSelfRotationSchema = z.strictObject({
  id: id(),
  grace: z.enum(SELF_ROLL_GRACES),
  passcode: text(100),
});

export type AllowSelfRotation = z.infer<typeof allowSelfRotationSchema>;
