import type { Metadata } from 'next';
import Link from 'next/link';
import { Card, CardSection } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/auth/current';
import { getOverview } from '@/lib/keys/overview';
import { attentionInWords, MAX_ATTENTION } from '@/lib/keys/schema';
import { viewAuthenticator } from '@/lib/two-factor/service';
import { Attention } from './_components/attention';
import { KeyDialogs } from './keys/_components/key-dialogs';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const actor = await requireActor();
  const [overview, authenticator] = await Promise.all([getOverview(actor), viewAuthenticator(actor)]);
  const more = overview.attention - overview.items.length;
  return (
    <KeyDialogs authenticator={authenticator.on}>
      <PageHeader title="Overview" description={actor.organization.name} />
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4">
        <Figure term="Active keys" value={overview.active} href="/keys?status=active">
          {overview.added} added in 30 days
        </Figure>
        <Figure term="Disabled keys" value={overview.disabled} href="/keys?status=disabled">
          refused until enabled
        </Figure>
        <Figure term="Expired keys" value={overview.expired} href="/keys?status=expired">
          refused until extended
        </Figure>
        <Figure term="Need attention" value={attentionInWords(overview.attention)}>
          {overview.attention > 0 ? 'see below' : 'nothing to do'}
        </Figure>
      </div>
      <CardSection title="Needs attention" flush className="mt-3.5">
        {overview.items.length === 0 ? (
          <EmptyState title="Nothing needs attention.">
            Keys that expire within 30 days, are due for rotation, have two sets of credentials, or were not
            used for 90 days are listed here.
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
