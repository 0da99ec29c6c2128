'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { useActionForm } from '@/components/form/use-action-form';
import { ButtonLink } from '@/components/ui/button';
import { type EditEndpoint, type EndpointView, editEndpointSchema } from '@/lib/features/webhooks/schema';
import { EndpointFields } from '../../../_components/endpoint-fields';
import { isKeyEventType } from '../../../_components/webhook-words';
import { edit } from '../../../actions';

export function EditEndpointForm({ endpoint }: { endpoint: EndpointView }) {
  const router = useRouter();
  const { id, url, description, types } = endpoint;
  const form = useActionForm<EditEndpoint, null>({
    schema: editEndpointSchema,
    defaultValues: { id, url, description, types: types.filter(isKeyEventType) },
    action: edit,
    onSuccess: () => {
      toast.success('Endpoint saved.');
      router.replace(`/webhooks/${id}`);
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} guarded>
      <EndpointFields form={form} />
      <FormFooter layout="page">
        <ButtonLink href={`/webhooks/${id}`}>Cancel</ButtonLink>
        <SubmitButton>Save endpoint</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
