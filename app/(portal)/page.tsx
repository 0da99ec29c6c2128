import type { Metadata } from 'next';
import Link from 'next/link';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { Card, CardSection } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listFirstSteps } from '@/lib/features/first-steps/list-first-steps';
import { getOverview } from '@/lib/features/overview/overview';
import { attentionInWords, MAX_ATTENTION } from '@/lib/features/overview/schema';
import { requireActor } from '@/lib/identity/sessions/current';
import { isAuthenticatorOn } from '@/lib/identity/two-factor/authenticator';
import { Attention } from './_components/attention';
import { FirstSteps } from './_components/first-steps';
import { keyDialogActions } from './keys/key-dialog-actions';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const actor = await requireActor();
  const [overview, authenticator, steps] = await Promise.all([
    getOverview(actor),
    isAuthenticatorOn(actor),
    listFirstSteps(actor),
  ]);
  const isNew = steps.some(({ name, isDone }) => name === 'key' && !isDone);
  const more = overview.attention - overview.items.length;
  return (
    <KeyDialogs actions={keyDialogActions} authenticator={authenticator}>
      <PageHeader title="Overview" description={actor.organization.name} />
      {steps.length > 0 && <FirstSteps steps={steps} />}
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4">
        <Figure term="Active keys" value={overview.active} href="/keys?status=active">
          {overview.added} new in the last 30 days
        </Figure>
        <Figure term="Disabled keys" value={overview.disabled} href="/keys?status=disabled">
          Rejected until you enable them
        </Figure>
        <Figure term="Expired keys" value={overview.expired} href="/keys?status=expired">
          Rejected until you extend them
        </Figure>
        <Figure term="Need attention" value={attentionInWords(overview.attention)}>
          {overview.attention > 0 ? 'See below' : 'Nothing to do'}
        </Figure>
      </div>
      {/* Of keys that are still to be made there is nothing to say. */}
      {(overview.items.length > 0 || !isNew) && (
        <CardSection title="Needs attention" flush className="mt-3.5">
          {overview.items.length === 0 ? (
            <EmptyState title="Nothing needs attention.">
              Keys that expire soon, are due for rotation, have two sets of credentials or haven't been used
              for 90 days appear here.
            </EmptyState>
          ) : (
            <Attention items={overview.items} />
          )}
          {more > 0 && (
            <p className="border-t border-line-soft px-4 py-2.5 text-sm text-ink-3">
              {overview.attention < MAX_ATTENTION ? `And ${more} more.` : 'And many more.'}
            </p>
          )}
        </CardSection>
      )}
    </KeyDialogs>
  );
}

type FigureProps = { term: string; value: number | string; href?: string; children: React.ReactNode };

function Figure({ term, value, href, children }: FigureProps) {
  return (
    <Card className="px-4 py-3.5">
      <h2 className="text-sm text-ink-2">
        {href ? (
          <Link href={href} className="hover:underline">
            {term}
          </Link>
        ) : (
          term
        )}
      </h2>
      <p className="mt-1 text-[1.5rem]/8 font-semibold">{value.toLocaleString('en')}</p>
      <p className="text-sm text-ink-3">{children}</p>
    </Card>
  );
}
