import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { listDatasetChoices } from '@/lib/access/datasets/list-datasets';
import { keyIdSchema } from '@/lib/access/keys/schema';
import { listEndpoints } from '@/lib/access/permissions/list-permissions';
import { METHODS } from '@/lib/features/try-request/schema';
import { getTryKey } from '@/lib/features/try-request/try-request';
import { requireActor } from '@/lib/identity/sessions/current';
import { isPortalPermission } from '@/lib/platform/text/permission-name-schema';
import { TryScreen } from './_components/try-screen';

export const metadata: Metadata = { title: 'Try a request' };

type TryPageProps = { searchParams: Promise<{ key?: string | string[] }> };

export default async function TryPage({ searchParams }: TryPageProps) {
  const actor = await requireActor();
  const asked = keyIdSchema.safeParse({ id: (await searchParams).key });
  const [apiKey, catalogue, datasets] = await Promise.all([
    asked.success ? getTryKey(actor, asked.data.id) : null,
    listEndpoints(actor),
    listDatasetChoices(actor),
  ]);
  const permissions = catalogue.filter(({ name }) => !isPortalPermission(name));
  // An example that can be typed as it is, for the hint.
  const example = permissions
    .flatMap(({ endpoints }) => endpoints)
    .find(({ pattern }) => !/[:*]/.test(pattern));
  return (
    <>
      <PageHeader
        title="Try a request"
        description="See what the verifier would say to it, and why. Nothing is sent: it counts as no use and touches no rate limit."
      />
      <TryScreen
        // Another key in the address is another form.
        key={apiKey?.credentialId}
        apiKey={apiKey}
        permissions={permissions.map(({ name, label }) => ({ value: name, label }))}
        datasets={datasets.map(({ id, name }) => ({ value: id, label: name }))}
        method={METHODS.find((method) => method === example?.method) ?? 'GET'}
        examplePath={example?.pattern ?? '/v1/orders'}
      />
    </>
  );
}
