import { cx } from 'class-variance-authority';
import { ArrowRight, CircleCheck, CircleDashed } from 'lucide-react';
import Link from 'next/link';
import { CardSection } from '@/components/ui/card';
import type { FirstStep, StepName } from '@/lib/features/first-steps/list-first-steps';

const WORDS: Record<StepName, { title: string; note: string; href: string }> = {
  key: {
    title: 'Create your first key',
    note: 'One key per integration: each can be stopped without stopping the others.',
    href: '/keys/new',
  },
  request: {
    title: 'See the first request',
    note: 'Connect your gateway to the verifier. Until then, simulate a request.',
    href: '/try',
  },
  authenticator: {
    title: 'Turn on your authenticator',
    note: 'Rolling a key asks for its passcode.',
    href: '/account#authenticator',
  },
  colleague: {
    title: 'Invite a colleague',
    note: 'Someone who can act when you are away.',
    href: '/team',
  },
};

/** A new organization's first steps. The card disappears once all of them are done. */
export function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  const done = steps.filter(({ isDone }) => isDone).length;
  const next = steps.find(({ isDone }) => !isDone)?.name;
  return (
    <CardSection
      title="Get started"
      flush
      className="mb-3.5"
      action={
        <span className="text-sm text-ink-3 tabular-nums">
          {done} of {steps.length} done
        </span>
      }
    >
      <ol className="divide-y divide-line-soft">
        {steps.map(({ name, isDone }) => (
          <li key={name}>
            <Step {...WORDS[name]} isDone={isDone} isNext={name === next} />
          </li>
        ))}
      </ol>
    </CardSection>
  );
}

type StepProps = { title: string; note: string; href: string; isDone: boolean; isNext: boolean };

function Step({ title, note, href, isDone, isNext }: StepProps) {
  if (isDone) {
    return (
      <div className="flex items-center gap-3 px-4 py-2.5 text-ink-3">
        <CircleCheck aria-hidden className="text-good" />
        <span>{title}</span>
        <span className="sr-only"> (done)</span>
      </div>
    );
  }
  return (
    <div className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-hover">
      <CircleDashed aria-hidden className={isNext ? 'text-accent' : 'text-ink-3'} />
      <div className="min-w-0 flex-1">
        <Link href={href} className="font-medium after:absolute after:inset-0">
          {title}
        </Link>
        <p className="text-sm text-ink-3">{note}</p>
      </div>
      <ArrowRight aria-hidden className={cx('shrink-0', isNext ? 'text-accent' : 'text-ink-3')} />
    </div>
  );
}
