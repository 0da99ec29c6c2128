'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { RadioGroup } from '@/components/ui/radio-group';
import { Time } from '@/components/ui/time';
import type { ComparedField, Side } from './compare';
import { type Catalogue, FIELD_LABELS, valueInWords } from './compared-words';
import type { Conflict } from './use-conflict';

type ConflictPanelProps = {
  conflict: Conflict;
  catalogue: Catalogue;
  onChoose: (field: ComparedField, side: Side) => void;
  onChooseAll: (side: Side) => void;
};

/** Both versions of a key that two people edited, field by field, with the value to keep. */
export function ConflictPanel({ conflict, catalogue, onChoose, onChooseAll }: ConflictPanelProps) {
  const { by, at, theirs, mine, differences, insisted } = conflict;
  const heading = useRef<HTMLHeadingElement>(null);
  // What was found last is what is to be read next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new version is told of.
  useEffect(() => heading.current?.focus(), [theirs.version]);
  const open = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was clicked may be a screen away from the question.
    if (insisted > 0) open.current?.querySelector<HTMLElement>('[role="radio"]')?.focus();
  }, [insisted]);
  const firstOpen = differences.find(({ choice }) => choice === null)?.field;
  const who = by ?? 'Someone';
  return (
    <Card className="mb-4 max-w-[45rem]">
      <section aria-label="Both versions">
        <header className="border-b border-line px-5 py-4">
          <h2 ref={heading} tabIndex={-1} className="font-semibold focus:outline-none">
            {who} saved another version while you were editing
          </h2>
          <p className="mt-1 text-ink-2">
            {at && (
              <>
                Saved <Time at={at} />.{' '}
              </>
            )}
            {differences.length === 0
              ? 'It says the same as yours: there is nothing to choose.'
              : 'Choose what to keep of each. What you choose stands in the form below, and is saved with Save Key.'}
          </p>
          {differences.length > 1 && (
            <div className="mt-3 flex flex-wrap gap-2">
              <Button size="small" onClick={() => onChooseAll('theirs')}>
                Take all of theirs
              </Button>
              <Button size="small" onClick={() => onChooseAll('mine')}>
                Keep all of mine
              </Button>
            </div>
          )}
        </header>
        {differences.map(({ field, choice }) => (
          <div
            key={field}
            ref={field === firstOpen ? open : undefined}
            className="px-5 py-4 not-last:border-b not-last:border-line"
          >
            <p className="mb-2 text-[0.8125rem] font-medium">{FIELD_LABELS[field]}</p>
            <RadioGroup
              layout="cards"
              aria-label={`${FIELD_LABELS[field]}: which to keep`}
              aria-invalid={(insisted > 0 && choice === null) || undefined}
              value={choice ?? ''}
              onValueChange={(side) => onChoose(field, side as Side)}
              options={[
                {
                  value: 'theirs',
                  label: 'Theirs',
                  note: <Words>{valueInWords(field, theirs, catalogue)}</Words>,
                },
                { value: 'mine', label: 'Mine', note: <Words>{valueInWords(field, mine, catalogue)}</Words> },
              ]}
            />
            {insisted > 0 && choice === null && (
              <p role="alert" className="mt-1.5 text-sm text-bad">
                Both of you changed this. Choose one.
              </p>
            )}
          </div>
        ))}
      </section>
    </Card>
  );
}

const Words = ({ children }: { children: string }) => (
  <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{children}</span>
);
