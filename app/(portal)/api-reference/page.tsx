import type { Metadata } from 'next';
import Link from 'next/link';
import { CardSection } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import { PageHeader } from '@/components/ui/page-header';
import { listOwnKeys } from '@/lib/access/keys/list-personal-keys';
import { requireActor } from '@/lib/identity/sessions/current';
import { describeApi } from '@/lib/transport/api/reference';
import { operationsByTag } from './_components/described';
import { OperationDetails } from './_components/operation-details';

export const metadata: Metadata = { title: 'API reference' };

/** Made on the server from the OpenAPI document, so that it shows what the routes parse. */
export default async function ApiReferencePage() {
  const actor = await requireActor();
  const keys = await listOwnKeys(actor);
  const own = keys.find(({ origin, state }) => origin === 'system' && state === 'active');
  const document = describeApi();
  const [{ url } = { url: '' }] = document.servers;
  return (
    <div className="max-w-[60rem] space-y-3.5">
      <PageHeader
        title="API reference"
        description={
          <>
            Everything that you can do with keys, for your programs. Also available as an{' '}
            <a href="/api/v1/openapi.json" className="text-accent underline">
              OpenAPI 3.1 document
            </a>
            .
          </>
        }
      />
      <CardSection title="Before the first request">
        <div className="space-y-3">
          <p>
            A program uses{' '}
            <Link href="/account#your-keys" className="text-accent underline">
              your own key
            </Link>
            . It can never do more than you may do in {actor.organization.name} at that moment.{' '}
            {own?.revealed === false && 'Reveal its secret first.'}
          </p>
          <CodeBlock
            label="credentials"
            code={`export KEYPORT_KEY=${own?.key ?? 'YOUR_KEY'}\nexport KEYPORT_SECRET=YOUR_SECRET`}
          />
          <p className="text-ink-2">
            A key may make 600 requests a minute, 4 of them at once; <code>RateLimit</code> says how many are
            left. Errors are <code>application/problem+json</code> with a <code>code</code>;{' '}
            <code>errors</code> names each wrong field.
          </p>
        </div>
      </CardSection>
      {operationsByTag(document).map(({ tag, operations }) => (
        <CardSection key={tag} title={tag} flush>
          <ul className="divide-y divide-line-soft">
            {operations.map((operation) => (
              <li key={operation.operationId}>
                <OperationDetails origin={url} operation={operation} schemas={document.components.schemas} />
              </li>
            ))}
          </ul>
        </CardSection>
      ))}
    </div>
  );
}
