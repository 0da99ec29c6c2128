'use client';

import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useTimeZone } from '@/components/ui/time-zone';
import { type FieldProps, useField } from './field-props';

/** What a person picked, as they see it: "2026-12-02T01:00" in "Europe/Berlin". Empty means nothing picked. */
export type LocalDateTime = { local: string; zone: string };

/** Half a date must not count as none: to the browser both are empty, so the value says which it is. */
const incompleteDateTime = 'incomplete';

/** The browser's own picker, with the time zone in view. */
export function DateTimeField<Values extends FieldValues>({ hint, ...props }: FieldProps<Values>) {
  const zone = useTimeZone();
  const zoned = (
    <>
      Your time zone: {zone.replaceAll('_', ' ')}. {hint}
    </>
  );
  const { field, set, frame } = useField({ ...props, hint: zoned });
  const value: LocalDateTime = field.value;
  // Fixed: a default that changes resets a box that has no whole date yet.
  const [initial] = useState(value.local);
  const box = useRef<HTMLInputElement>(null);
  // A value that came from elsewhere than the box: taken back after a reload, or from somebody else's version.
  useEffect(() => {
    if (box.current && readBox(box.current) !== value.local) box.current.value = value.local;
  }, [value.local]);
  const read = ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => {
    const local = readBox(currentTarget);
    const moved = local !== '' && zone !== value.zone;
    if (local !== value.local || moved) set({ local, zone } satisfies LocalDateTime);
  };
  return (
    <Field {...frame}>
      {(wired) => (
        // Not controlled: setting the value back would wipe a half-typed date.
        <Input
          {...wired}
          ref={(element) => {
            box.current = element;
            field.ref(element);
          }}
          name={field.name}
          type="datetime-local"
          defaultValue={initial}
          onChange={read}
          onKeyUp={read}
          onBlur={(event) => {
            read(event);
            field.onBlur();
          }}
          className="max-w-60"
        />
      )}
    </Field>
  );
}

const readBox = (box: HTMLInputElement): string => (box.validity.badInput ? incompleteDateTime : box.value);
