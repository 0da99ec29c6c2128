import { FlaskConical } from 'lucide-react';
import { HeldBadge } from '@/app/(portal)/keys/_components/held-permissions';
import { ENVIRONMENT_WORDS, rateInWords, TYPE_WORDS } from '@/components/keys/key-words';
import { ButtonLink } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import { Entry } from '@/components/ui/entry';
import { Time } from '@/components/ui/time';
import type { KeyDetail } from '@/lib/access/key-records/schema';

export function Details({ apiKey }: { apiKey: KeyDetail }) {
  const metadata = Object.entries(apiKey.metadata);
  const never = <span className="text-ink-3">Never</span>;
  return (
    <CardSection
      title="Details"
      action={
        <ButtonLink href={`/try?key=${apiKey.id}`} size="small" icon={<FlaskConical />}>
          Try a request
        </ButtonLink>
      }
    >
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
        <Entry term="Type">{TYPE_WORDS[apiKey.type]}</Entry>
        <Entry term="Environment">{ENVIRONMENT_WORDS[apiKey.environment]}</Entry>
        <Entry term="Last used">
          {apiKey.lastUsedAt ? <Time at={apiKey.lastUsedAt} form="relative" /> : never}
        </Entry>
        <Entry term="Expires">{apiKey.expiresAt ? <Time at={apiKey.expiresAt} /> : never}</Entry>
        <Entry term="Created">
          <Time at={apiKey.createdAt} />
          <span className="block text-sm text-ink-3">by {apiKey.createdBy ?? 'Keyport'}</span>
        </Entry>
        <Entry term="Permissions">
          <span className="inline-flex flex-wrap gap-1">
            {apiKey.permissions.map((permission) => (
              <HeldBadge key={permission.name} permission={permission} />
            ))}
          </span>
          {apiKey.permissions.some(({ effect }) => effect !== 'effective') && (
            <span className="mt-1 block text-sm text-ink-3">
              Not effective: the key holds it, but requests that need it are refused. Given back to your
              organization, it works again without a change here.
            </span>
          )}
        </Entry>
        <Entry term="IP ranges">
          {apiKey.ipRanges.length === 0 ? (
            <span className="text-ink-3">Any address</span>
          ) : (
            <ul className="max-h-40 overflow-y-auto font-mono text-[0.8125rem]">
              {apiKey.ipRanges.map((range) => (
                <li key={range}>{range}</li>
              ))}
            </ul>
          )}
        </Entry>
        {apiKey.owner && <Entry term="Personal key of">{apiKey.owner.name}</Entry>}
        <Entry term="Datasets">
          {apiKey.datasets.length === 0 ? (
            <span className="text-ink-3">None</span>
          ) : (
            <ul className="max-h-40 overflow-y-auto">
              {apiKey.datasets.map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ul>
          )}
        </Entry>
        <Entry term="Used in">
          {apiKey.usedIn === '' ? (
            <span className="text-ink-3">Nothing noted</span>
          ) : (
            <span className="block max-h-40 overflow-y-auto whitespace-pre-line">{apiKey.usedIn}</span>
          )}
        </Entry>
        <Entry term="Rate limit">
          {apiKey.rate ? rateInWords(apiKey.rate) : <span className="text-ink-3">No limit</span>}
        </Entry>
        {apiKey.externalId !== null && (
          <Entry term="External ID">
            <span className="font-mono text-[0.8125rem]">{apiKey.externalId}</span>
          </Entry>
        )}
        {metadata.length > 0 && (
          <Entry term="Metadata">
            <ul className="max-h-40 overflow-y-auto font-mono text-[0.8125rem]">
              {metadata.map(([name, value]) => (
                <li key={name}>
                  {name}: {JSON.stringify(value)}
                </li>
              ))}
            </ul>
          </Entry>
        )}
      </dl>
    </CardSection>
  );
}
