'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { CheckboxGroupField } from '@/components/form/choice-fields';
import { FormSection } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import type { ActionForm } from '@/components/form/use-action-form';
import { KIND_OPTIONS } from '@/components/organizations/organization-words';
import { Banner } from '@/components/ui/banner';
import type { AddPermission } from '@/lib/access/permissions/catalogue-schema';
import { AllowedForPublicKeysField } from './allowed-for-public-keys-field';
import { counted } from './counted';
import { EndpointsField } from './endpoints-field';

type Fields = Omit<AddPermission, 'name'>;
type PartProps<Values extends FieldValues & Fields> = { form: ActionForm<Values> };

const field = <Values extends FieldValues & Fields>(name: keyof Fields) => name as Path<Values>;

export function TextFields<Values extends FieldValues & Fields>({ form }: PartProps<Values>) {
  return (
    <>
      <TextField
        form={form}
        name={field<Values>('label')}
        label="Label"
        hint="What people read, such as Reports."
      />
      <TextField
        form={form}
        name={field<Values>('description')}
        label="Sentence"
        hint="What it is for, such as: Read and download reports."
      />
      <CheckboxGroupField
        form={form}
        name={field<Values>('recommendedFor')}
        label="Recommended for"
        hint="Marked on the form of a key for organizations of these kinds."
        options={KIND_OPTIONS}
      />
      <TextField
        form={form}
        name={field<Values>('order')}
        label="Order"
        hint="Lists begin with the smallest."
        inputMode="numeric"
        className="max-w-60"
      />
    </>
  );
}

/** `publicKeys` is how many public keys hold it; they would lose its effect. */
export function AccessFields<Values extends FieldValues & Fields>({
  form,
  publicKeys,
}: PartProps<Values> & { publicKeys: number }) {
  const fit: boolean = form.watch(field<Values>('allowedForPublicKeys'));
  const endpoints: Fields['endpoints'] = form.watch(field<Values>('endpoints'));
  return (
    <FormSection title="Access">
      <EndpointsField
        form={form}
        name={field<Values>('endpoints')}
        label="Endpoints"
        hint="In a path :name stands for one segment, and a final /* for the rest."
      />
      <div>
        <AllowedForPublicKeysField form={form} name={field<Values>('allowedForPublicKeys')} />
        <div role="status" className="mt-2 space-y-2 empty:hidden">
          {fit && !endpoints.some(({ keyAlone }) => keyAlone) && (
            <Banner tone="info">
              <strong>No endpoint takes the key alone,</strong> so a public key can call nothing with it.
            </Banner>
          )}
          {!fit && publicKeys > 0 && (
            <Banner tone="warning">
              <strong>{counted(publicKeys, 'public key')} would lose it.</strong> Their requests fail from the
              moment you save. They keep it without effect, until it is fit for public keys again.
            </Banner>
          )}
        </div>
      </div>
    </FormSection>
  );
}
