'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { CheckboxGroupField, type CheckboxOption } from '@/components/form/choice-fields';
import type { ActionForm } from '@/components/form/use-action-form';
import { Badge } from '@/components/ui/badge';
import { Banner } from '@/components/ui/banner';
import type { KeyType } from '@/lib/access/credentials/schema';
import type { HeldPermission } from '@/lib/access/key-records/schema';
import type { PermissionChoice } from '@/lib/access/permissions/schema';

type Fields = { permissions: string[] };

type PermissionFieldProps<Values extends FieldValues & Fields> = {
  form: ActionForm<Values>;
  choices: readonly PermissionChoice[];
  type: KeyType;
  /** The key holds it already: it may keep it even if it has no effect any more. */
  held?: readonly HeldPermission[];
  contact: string | null;
};

export function PermissionField<Values extends FieldValues & Fields>(props: PermissionFieldProps<Values>) {
  const { form, choices, type, held = [], contact } = props;
  const name = 'permissions' as Path<Values>;
  const effects = new Map(held.map((permission) => [permission.name, permission.effect]));
  const options = choices.map((choice) => toOption(choice, type, effects.get(choice.name) ?? null));
  const someMissing = choices.some(({ granted }) => !granted);
  return (
    <div>
      <CheckboxGroupField
        form={form}
        name={name}
        label="API Permissions"
        hint={
          <>
            Choose only what the integration needs.
            {someMissing &&
              ` To get one that is not available, ask ${contact ?? 'the company that runs Keyport'}.`}
          </>
        }
        options={options}
      />
      <FinalRemoval held={held} kept={form.watch(name)} />
    </div>
  );
}

function toOption(
  choice: PermissionChoice,
  type: KeyType,
  effect: HeldPermission['effect'] | null,
): CheckboxOption {
  const { name, label, description, granted, recommended, allowedForPublicKeys } = choice;
  const unfit = type === 'public' && !allowedForPublicKeys;
  const lost = effect === 'withdrawn' || effect === 'not-for-public-keys';
  const mark = lost ? (
    <Badge tone="warning">Held, but not effective</Badge>
  ) : unfit ? (
    <Badge>Not for public keys</Badge>
  ) : !granted ? (
    <Badge>Not granted</Badge>
  ) : recommended ? (
    <Badge tone="accent">Recommended for you</Badge>
  ) : null;
  const note = lost ? `${description} ${WHY[effect]}: once removed, it can not be given again.` : description;
  return { value: name, label, note, mark, disabled: effect === null && (unfit || !granted) };
}

const WHY = {
  withdrawn: 'Withdrawn from your organization',
  'not-for-public-keys': 'Not for public keys any more',
} as const;

/** Shown while the box can still be ticked again; the region always exists, so that it is announced. */
function FinalRemoval({ held, kept }: { held: readonly HeldPermission[]; kept: readonly string[] }) {
  const gone = held.filter(({ name, effect }) => effect !== 'effective' && !kept.includes(name));
  const names = gone.map(({ label }) => label).join(', ');
  return (
    <div role="status">
      {gone.length > 0 && (
        <Banner tone="warning" className="mt-2">
          <strong>Removing {names} is final.</strong> Once you save, this key can not have{' '}
          {gone.length === 1 ? 'it' : 'them'} again, unless the company that runs Keyport gives{' '}
          {gone.length === 1 ? 'it' : 'them'} back.
        </Banner>
      )}
    </div>
  );
}
