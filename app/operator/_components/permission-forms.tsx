'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { add, edit } from '@/app/operator/actions';
import { ActionForm } from '@/components/form/action-form';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { ButtonLink } from '@/components/ui/button';
import {
  type AddPermission,
  addPermissionSchema,
  type CatalogueEntry,
  type EditPermission,
  editPermissionSchema,
} from '@/lib/access/permissions/catalogue-schema';
import { AccessFields, TextFields } from './permission-fields';

const LIST = '/operator/permissions';

export function AddPermissionForm() {
  const router = useRouter();
  const form = useActionForm<AddPermission, null>({
    schema: addPermissionSchema,
    defaultValues: {
      name: '',
      label: '',
      description: '',
      order: '100',
      allowedForPublicKeys: false,
      recommendedFor: [],
      endpoints: [{ method: 'POST', pattern: '', keyAlone: false }],
    },
    action: add,
    onSuccess: () => {
      toast.success(`${form.getValues('label').trim()} was added.`);
      router.push(LIST);
    },
  });
  return (
    <ActionForm form={form} guarded>
      <FormCard>
        <FormSection title="Permission">
          <TextField
            form={form}
            name="name"
            label="Name"
            hint="What programs call it, such as reports:read. It never changes."
            mono
            spellCheck={false}
          />
          <TextFields form={form} />
        </FormSection>
        <AccessFields form={form} publicKeys={0} />
      </FormCard>
      <FormFooter layout="page">
        <ButtonLink href={LIST}>Cancel</ButtonLink>
        <SubmitButton>Add permission</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

export function EditPermissionForm({ entry }: { entry: CatalogueEntry }) {
  const router = useRouter();
  const { name, label, description, order, allowedForPublicKeys, recommendedFor, endpoints, revision } =
    entry;
  const form = useActionForm<EditPermission, null>({
    schema: editPermissionSchema,
    defaultValues: {
      ...{ name, label, description, allowedForPublicKeys, recommendedFor, endpoints, revision },
      order: String(order),
    },
    action: edit,
    onSuccess: () => {
      toast.success(`${form.getValues('label').trim()} was saved. It holds from the next request.`);
      router.push(LIST);
    },
  });
  return (
    <ActionForm form={form} guarded>
      <FormCard>
        <FormSection title="Permission">
          <TextFields form={form} />
        </FormSection>
        <AccessFields form={form} publicKeys={allowedForPublicKeys ? entry.publicKeys : 0} />
      </FormCard>
      <FormFooter layout="page">
        <ButtonLink href={LIST}>Cancel</ButtonLink>
        <SubmitButton>Save permission</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
