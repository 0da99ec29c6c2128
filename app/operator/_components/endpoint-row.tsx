'use client';

import { X } from 'lucide-react';
import { type Ref, useId } from 'react';
import { CheckboxRow } from '@/components/ui/checkbox';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { METHODS } from '@/lib/features/try-request/schema';

type EndpointRowProps = {
  number: number;
  endpoint: Endpoint;
  invalid: boolean;
  pathRef: Ref<HTMLInputElement> | undefined;
  onChange: (endpoint: Endpoint) => void;
  onRemove: () => void;
};

export function EndpointRow({ number, endpoint, invalid, pathRef, onChange, onRemove }: EndpointRowProps) {
  const id = useId();
  const { method, pattern, keyAlone } = endpoint;
  const methods = METHODS.some((each) => each === method) ? METHODS : [method, ...METHODS];
  return (
    <li>
      <fieldset
        aria-label={`Endpoint ${number}`}
        className="grid min-w-0 grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1.5 p-2.5 max-sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <label htmlFor={`${id}-method`} className="sr-only">
          Method
        </label>
        <Select
          id={`${id}-method`}
          options={methods.map((value) => ({ value, label: value }))}
          value={method}
          onChange={(event) => onChange({ ...endpoint, method: event.target.value })}
          className="w-full"
        />
        <label htmlFor={`${id}-path`} className="sr-only">
          Path
        </label>
        <Input
          id={`${id}-path`}
          ref={pathRef}
          value={pattern}
          onChange={(event) => onChange({ ...endpoint, pattern: event.target.value })}
          aria-invalid={invalid || undefined}
          placeholder="/v2/reports/:id"
          spellCheck={false}
          mono
          className="max-sm:order-last max-sm:col-span-2"
        />
        <IconButton name={`Remove endpoint ${number}`} icon={<X />} onClick={onRemove} />
        <CheckboxRow
          label="Key alone is enough"
          checked={keyAlone}
          onCheckedChange={(on) => onChange({ ...endpoint, keyAlone: on === true })}
          className="col-span-3 w-fit max-sm:order-last max-sm:col-span-2 py-0.5 [&_label]:font-normal"
        />
      </fieldset>
    </li>
  );
}
