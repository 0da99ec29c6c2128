'use client';

import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { ENVIRONMENT_WORDS, rateInWords } from '@/components/keys/key-words';
import { CardSection } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { Tried } from '@/lib/features/try-request/schema';
import { ReasonWords } from './reason-words';

export function Decision({ tried }: { tried: Tried | null }) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the answer is below the form.
    if (tried) card.current?.scrollIntoView({ block: 'nearest' });
  }, [tried]);
  return (
    <div ref={card} aria-live="polite" className="max-w-[45rem] scroll-my-4 xl:sticky xl:top-5">
      <CardSection title="Decision" flush={tried === null}>
        {tried ? (
          <Answer tried={tried} />
        ) : (
          <EmptyState icon={<FlaskConical />} title="Nothing tried yet.">
            What the verifier would answer appears here, with the reason.
          </EmptyState>
        )}
      </CardSection>
    </div>
  );
}

function Answer({ tried }: { tried: Tried }) {
  const { reason, key, rate, request, at } = tried;
  const valid = reason.code === 'VALID';
  return (
    <>
      <StatusDot tone={valid ? 'good' : 'bad'}>
        <code className="font-mono text-base font-semibold">{reason.code}</code>
      </StatusDot>
      <div className="mt-2 space-y-2">
        <ReasonWords tried={tried} />
        {valid && rate && (
          <p className="text-ink-2">
            This key has a rate limit: {rateInWords(rate)}. Beyond it the verifier says RATE_LIMITED. This try
            did not count.
          </p>
        )}
      </div>
      <dl className="mt-4 grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 border-t border-line-soft pt-4 text-sm">
        <Entry term="Key">
          <Link href={`/keys/${key.id}`} className="text-accent underline-offset-[3px] hover:underline">
            {key.name}
          </Link>
        </Entry>
        <Entry term="Came with">{request.withSecret ? 'Key and secret' : 'The key alone'}</Entry>
        <Entry term="Environment">{ENVIRONMENT_WORDS[request.environment]}</Entry>
        {request.path !== '' && (
          <Entry term="Request">
            <code className="font-mono">
              {request.method} {request.path}
            </code>
          </Entry>
        )}
        {request.permission !== '' && <Entry term="Permission">{request.permissionLabel}</Entry>}
        {request.client !== '' && <Entry term="Client address">{request.client}</Entry>}
        {request.dataset !== '' && <Entry term="Dataset">{request.datasetName}</Entry>}
        <Entry term="Judged">
          <Time at={at} />
        </Entry>
      </dl>
    </>
  );
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{term}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
