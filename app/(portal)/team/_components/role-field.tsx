'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { RadioField } from '@/components/form/choice-fields';
import type { ActionForm } from '@/components/form/use-action-form';
import { ROLE_HINTS, ROLE_WORDS } from '@/components/organizations/role-words';
import { ROLES } from '@/lib/identity/actor/schema';

const options = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role], note: ROLE_HINTS[role] }));

type RoleFieldProps<Values extends FieldValues> = { form: ActionForm<Values>; name: Path<Values> };

export function RoleField<Values extends FieldValues>({ form, name }: RoleFieldProps<Values>) {
  return <RadioField form={form} name={name} label="Role" options={options} />;
}
