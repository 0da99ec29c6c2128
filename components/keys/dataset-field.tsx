'use client';

import Link from 'next/link';
import type { FieldValues } from 'react-hook-form';
import { CheckboxGroupField } from '@/components/form/choice-fields';
import type { FieldProps } from '@/components/form/field-props';
import type { DatasetName } from '@/lib/access/datasets/schema';

type DatasetFieldProps<Values extends FieldValues> = Pick<FieldProps<Values>, 'form' | 'name'> & {
  datasets: readonly DatasetName[];
};

/** Several can be chosen, or none. */
export function DatasetField<Values extends FieldValues>({
  form,
  name,
  datasets,
}: DatasetFieldProps<Values>) {
  return (
    <CheckboxGroupField
      form={form}
      name={name}
      label="Datasets"
      hint={
        datasets.length === 0 ? (
          <>
            Your organization has none.{' '}
            <Link href="/datasets/new" className="text-accent underline underline-offset-[3px]">
              Create dataset
            </Link>{' '}
            makes one together with its key.
          </>
        ) : (
          'Optional. A request for a dataset that is not ticked is refused.'
        )
      }
      options={datasets.map(({ id, name: label }) => ({ value: id, label }))}
      scrolls
    />
  );
}
