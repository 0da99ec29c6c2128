'use client';

import { Plus } from 'lucide-react';
import type { FieldValues } from 'react-hook-form';
import { type FieldProps, useField } from '@/components/form/field-props';
import { Button } from '@/components/ui/button';
import { Fieldset } from '@/components/ui/field';
import { endpointProblem } from '@/lib/access/permissions/catalogue-schema';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { EndpointRow } from './endpoint-row';

export function EndpointsField<Values extends FieldValues>(props: FieldProps<Values>) {
  const { field, set, frame } = useField(props);
  const endpoints: Endpoint[] = field.value;
  const replace = (index: number, endpoint: Endpoint) =>
    set(endpoints.map((each, at) => (at === index ? endpoint : each)));
  return (
    <Fieldset {...frame}>
      {(wired) => (
        <>
          {endpoints.length > 0 && (
            <ol className="mb-2 divide-y divide-line-soft rounded-control border border-line bg-card">
              {endpoints.map((endpoint, index) => (
                <EndpointRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and holds no state of its own.
                  key={index}
                  number={index + 1}
                  endpoint={endpoint}
                  invalid={wired['aria-invalid'] === true && endpointProblem(endpoint) !== null}
                  pathRef={index === 0 ? field.ref : undefined}
                  onChange={(next) => replace(index, next)}
                  onRemove={() => set(endpoints.filter((_, at) => at !== index))}
                />
              ))}
            </ol>
          )}
          <Button
            size="small"
            icon={<Plus />}
            onClick={() => set([...endpoints, { method: 'POST', pattern: '', keyAlone: false }])}
          >
            Add endpoint
          </Button>
        </>
      )}
    </Fieldset>
  );
}
