import { Badge } from '@/components/ui/badge';
import { CardSection } from '@/components/ui/card';
import { Entry } from '@/components/ui/entry';
import { Time } from '@/components/ui/time';
import type { EndpointView } from '@/lib/features/webhooks/schema';
import { EndpointStatus } from '../../_components/endpoint-status';
import { OldSecret } from './old-secret';

export function EndpointDetails({ endpoint }: { endpoint: EndpointView }) {
  const { description, types, waiting, oldSecretEndsAt, createdAt, createdBy } = endpoint;
  return (
    <CardSection title="Details">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
        <Entry term="Status">
          <EndpointStatus endpoint={endpoint} />
        </Entry>
        <Entry term="Waiting">
          {waiting === 0 ? (
            <span className="text-ink-3">No events</span>
          ) : (
            `${waiting.toLocaleString('en')} ${waiting === 1 ? 'event' : 'events'}`
          )}
        </Entry>
        <Entry term="Signing secret">
          Shown once, when it was created
          <OldSecret endsAt={oldSecretEndsAt} />
        </Entry>
        <Entry term="Created">
          <Time at={createdAt} />
          {createdBy && <span className="block text-sm text-ink-3">by {createdBy}</span>}
        </Entry>
        <Entry term="Events" className="sm:col-span-2">
          <span className="flex flex-wrap gap-1">
            {types.map((type) => (
              <Badge key={type}>
                <code className="font-mono">{type}</code>
              </Badge>
            ))}
          </span>
        </Entry>
        {description !== '' && (
          <Entry term="Description" className="sm:col-span-2">
            <span className="whitespace-pre-line">{description}</span>
          </Entry>
        )}
      </dl>
    </CardSection>
  );
}
