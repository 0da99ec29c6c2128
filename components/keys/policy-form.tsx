'use client';

import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { CheckboxField } from '@/components/form/choice-fields';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import {
  type KeyPolicy,
  keyPolicySchema,
  type TypedKeyPolicy,
  typedKeyPolicy,
} from '@/lib/access/key-policies/schema';
import type { ActionResult } from '@/lib/transport/action-result';

type PolicyFormProps = { policy: KeyPolicy; save: (input: TypedKeyPolicy) => Promise<ActionResult<null>> };

/** Requirements for keys that people create. Organizations and the operator have the same form. */
export function PolicyForm({ policy, save }: PolicyFormProps) {
  const form = useActionForm<TypedKeyPolicy, null>({
    schema: keyPolicySchema,
    defaultValues: typedKeyPolicy(policy),
    action: save,
    onSuccess: () => toast.success('The key policies were saved.'),
  });
  return (
    <ActionForm form={form} guarded className="max-w-md space-y-4">
      <CheckboxField form={form} name="requireExpiry" label="Require an expiration" />
      <TextField
        form={form}
        name="maxLifetimeDays"
        label="Longest lifetime in days"
        hint="Counted from when the current credentials were issued. No limit when empty."
        inputMode="numeric"
        autoComplete="off"
      />
      <CheckboxField
        form={form}
        name="requireIpRanges"
        label="Require IP ranges on production keys"
        hint="Public keys are exempt. Personal and built-in keys are exempt from all key policies."
      />
      <FormFooter>
        <SubmitButton>Save key policies</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
