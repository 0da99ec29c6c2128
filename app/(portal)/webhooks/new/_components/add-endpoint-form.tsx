'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { useActionForm } from '@/components/form/use-action-form';
import { useReveal } from '@/components/reveal/reveal-provider';
import { ButtonLink } from '@/components/ui/button';
import type { NewSecret } from '@/lib/features/webhooks/manage-endpoints';
import { type AddEndpoint, addEndpointSchema, KEY_EVENT_TYPES } from '@/lib/features/webhooks/schema';
import { EndpointFields } from '../../_components/endpoint-fields';
import { add } from '../../actions';

export function AddEndpointForm() {
  const { show } = useReveal();
  const form = useActionForm<AddEndpoint, NewSecret>({
    schema: addEndpointSchema,
    defaultValues: { url: '', description: '', types: [...KEY_EVENT_TYPES] },
    action: add,
    onSuccess: ({ id, url, secret }) => {
      show({
        kind: 'signing-secret',
        url,
        secret,
        rolled: false,
        crumbs: [{ label: 'Webhooks', href: '/webhooks' }, { label: 'Add endpoint' }],
        returnTo: `/webhooks/${id}`,
        made: { id, words: 'Endpoint added.' },
      });
    },
  });
  return (
    <ActionForm form={form} guarded>
      <EndpointFields form={form} />
      <FormFooter layout="page">
        <ButtonLink href="/webhooks">Cancel</ButtonLink>
        <SubmitButton>Add endpoint</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
