'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { RadioField } from '@/components/form/choice-fields';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { type ActionForm as FormOf, useActionForm } from '@/components/form/use-action-form';
import { ROLE_HINTS, ROLE_WORDS } from '@/components/organizations/organization-words';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { ROLES } from '@/lib/identity/actor/schema';
import { changeRoleSchema, type Member } from '@/lib/organizations/memberships/schema';
import { setRole } from '../actions';

export function RoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const form = useActionForm({
    schema: changeRoleSchema,
    defaultValues: { userId: member.userId, role: member.role },
    action: setRole,
    onSuccess: () => {
      toast.success(`${member.name} is ${ROLE_WORDS[form.getValues('role')]} now.`);
      onClose();
    },
  });
  const { invitations } = member.ends;
  const stepsDown = member.role === 'admin' && form.watch('role') !== 'admin';
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Role of ${member.name}`}
      description="Holds from the next thing that they do."
      locked={form.pending}
    >
      <ActionForm form={form}>
        <RoleField form={form} name="role" />
        {stepsDown && invitations > 0 && (
          <p className="mt-3 text-sm text-warning">
            {invitations === 1 ? 'An open invitation' : `${invitations} open invitations`} made by{' '}
            {member.you ? 'you' : member.name} will be withdrawn.
          </p>
        )}
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Save role</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}

const options = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role], note: ROLE_HINTS[role] }));

type RoleFieldProps<Values extends FieldValues> = { form: FormOf<Values>; name: Path<Values> };

export function RoleField<Values extends FieldValues>({ form, name }: RoleFieldProps<Values>) {
  return <RadioField form={form} name={name} label="Role" options={options} />;
}
