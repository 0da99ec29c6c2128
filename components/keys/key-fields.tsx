'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { DateTimeField } from '@/components/form/date-time-field';
import { DisclosureSection } from '@/components/form/disclosure-section';
import { TextareaField, TextField } from '@/components/form/text-fields';
import type { ActionForm } from '@/components/form/use-action-form';
import type { Environment, KeyType } from '@/lib/access/credentials/schema';
import { asksForExpiry, type KeyPolicy } from '@/lib/access/key-policies/schema';
import type { TypedRate } from '@/lib/access/keys/schema';
import { EveryoneField } from './everyone-field';
import { RateField } from './rate-field';

type Fields = {
  name: string;
  description: string;
  expiration: { local: string; zone: string };
  ipRanges: string;
  everyone: boolean;
  rate: TypedRate;
  usedIn: string;
  externalId: string;
  metadata: string;
};

type PartProps<Values extends FieldValues> = { form: ActionForm<Values> };

const field = <Values extends FieldValues>(name: keyof Fields) => name as string as Path<Values>;

export function NameFields<Values extends FieldValues & Pick<Fields, 'name' | 'description'>>({
  form,
  hint = 'Name the integration that will use it, such as Token server – EU. One key for each.',
}: PartProps<Values> & { hint?: string }) {
  return (
    <>
      <TextField form={form} name={field<Values>('name')} label="Name" hint={hint} autoComplete="off" />
      <TextareaField
        form={form}
        name={field<Values>('description')}
        label="Description"
        hint="Optional. What it is for, and where it runs."
        rows={2}
      />
    </>
  );
}

export function UsedInField<Values extends FieldValues & Pick<Fields, 'usedIn'>>({
  form,
}: PartProps<Values>) {
  return (
    <TextareaField
      form={form}
      name={field<Values>('usedIn')}
      label="Used in"
      hint="Optional. Every place where it is deployed, one per line, such as a server or a secret manager: where to go when it is replaced."
      rows={2}
      spellCheck={false}
    />
  );
}

/** Fields that programs use; most people never need them. */
export function AdvancedFields<Values extends FieldValues & Pick<Fields, 'externalId' | 'metadata'>>({
  form,
}: PartProps<Values>) {
  return (
    <DisclosureSection
      title="Advanced"
      note="External ID and metadata, for programs that work with keys."
      form={form}
      names={[field<Values>('externalId'), field<Values>('metadata')]}
    >
      <TextField
        form={form}
        name={field<Values>('externalId')}
        label="External ID"
        hint="Optional. Your own ID for whoever uses the key, such as customer-4711. The API receives it with each request."
        autoComplete="off"
        spellCheck={false}
      />
      <TextareaField
        form={form}
        name={field<Values>('metadata')}
        label="Metadata"
        hint={
          <>
            Optional. A JSON object of strings, numbers and booleans, such as{' '}
            <code>{'{"plan": "gold", "seats": 5}'}</code>. Programs that verify the key receive it; never put
            a secret here.
          </>
        }
        rows={4}
        mono
        spellCheck={false}
      />
    </DisclosureSection>
  );
}

/** What key policies require of this key, so that the form can say it in advance. */
type AskedByPolicy = { expiry: boolean; maxLifetimeDays: number | null; ipRanges: boolean };

export const askedByPolicy = (
  policy: KeyPolicy,
  { type, environment }: { type: KeyType; environment: Environment },
): AskedByPolicy => ({
  expiry: asksForExpiry(policy),
  maxLifetimeDays: policy.maxLifetimeDays,
  ipRanges: policy.requireIpRanges && type === 'secret' && environment === 'production',
});

export function ExpirationField<Values extends FieldValues & Pick<Fields, 'expiration'>>({
  form,
  policy: { expiry, maxLifetimeDays },
}: PartProps<Values> & { policy: AskedByPolicy }) {
  const atMost =
    maxLifetimeDays === null
      ? ''
      : `, at most ${maxLifetimeDays} ${maxLifetimeDays === 1 ? 'day' : 'days'} after its credentials were issued`;
  return (
    <DateTimeField
      form={form}
      name={field<Values>('expiration')}
      label="Expiration"
      hint={
        expiry
          ? `A key policy requires an expiration${atMost}.`
          : 'Never expires when empty. An expiration limits what a lost key can do.'
      }
    />
  );
}

export function IpRangesField<Values extends FieldValues & Pick<Fields, 'ipRanges' | 'everyone'>>({
  form,
  policy: { ipRanges },
}: PartProps<Values> & { policy: AskedByPolicy }) {
  return (
    <div>
      <TextareaField
        form={form}
        name={field<Values>('ipRanges')}
        label="IP ranges"
        hint={`Addresses or CIDR blocks that may use the key, one per line, such as 203.0.113.0/24 or 2001:db8::/32. ${ipRanges ? 'A key policy requires them on production keys.' : 'Any address when empty.'}`}
        rows={3}
        mono
        spellCheck={false}
      />
      <EveryoneField form={form} name={field<Values>('everyone')} />
    </div>
  );
}

export function LimitFields<
  Values extends FieldValues & Pick<Fields, 'expiration' | 'ipRanges' | 'everyone' | 'rate'>,
>({ form, policy }: PartProps<Values> & { policy: AskedByPolicy }) {
  return (
    <>
      <ExpirationField form={form} policy={policy} />
      <IpRangesField form={form} policy={policy} />
      <RateField
        form={form}
        name={field<Values>('rate')}
        label="Rate limit"
        hint="Requests beyond it are refused until the next second, minute or day (UTC) begins. No limit when empty."
      />
    </>
  );
}
