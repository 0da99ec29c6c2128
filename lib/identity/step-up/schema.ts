import { z } from 'zod';
import { typedPassword } from '@/lib/identity/passwords/schema';
import { text } from '@/lib/platform/text/schema';

/** What a person proves again before a sensitive action; the passcode is used if there is an authenticator. */
export const stepUpShape = {
  password: typedPassword,
  passcode: text(100),
};

const proofSchema = z.strictObject(stepUpShape);
export type StepUpProof = z.infer<typeof proofSchema> & { recoveryCode?: string | undefined };
