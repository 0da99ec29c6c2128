'use client';

import { EyeOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Banner } from '@/components/ui/banner';
import type { Crumb } from '@/components/ui/breadcrumbs';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyField } from '@/components/ui/copy-field';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';

export function CredentialsScreen({ reveal, onClose }: { reveal: Reveal; onClose: () => void }) {
  const top = useRef<HTMLDivElement>(null);
  // The screen changed without a change of address: screen readers announce the new heading.
  useEffect(() => {
    top.current?.querySelector('h1')?.focus();
    scrollTo(0, 0);
  }, []);
  const isSecret = reveal.secret !== null;
  return (
    <div ref={top} className="max-w-[45rem]">
      <PageHeader
        title={`API Key (${reveal.name}) Credentials`}
        description={
          isSecret
            ? 'Copy both values now and store them in a secret manager.'
            : 'A public key is an identifier and has no secret.'
        }
        {...(reveal.crumbs ? { crumbs: reveal.crumbs } : {})}
      />
      {isSecret && (
        <Banner tone="warning" icon={<EyeOff />}>
          <strong>This is the only time the secret is shown.</strong> Keyport keeps a fingerprint of it, not
          the secret. If you lose it, roll the key.
        </Banner>
      )}
      <Card className="mt-4 p-4 sm:p-5">
        <div className="space-y-4">
          {reveal.secret !== null && (
            <CopyField main label="Secret" value={reveal.secret} copyLabel="Copy secret" />
          )}
          <CopyField
            main={!isSecret}
            label="Key"
            value={reveal.key}
            copyLabel="Copy key"
            hint={
              isSecret
                ? 'An identifier. You can see it again in the list.'
                : 'You can copy it again at any time in the list.'
            }
          />
        </div>
        {reveal.snippets.length > 0 && (
          <div className="mt-5">
            <Tabs
              label="Ready to paste"
              tabs={reveal.snippets.map(({ label, code }) => ({
                value: label,
                label,
                content: <CodeBlock label={label} code={code} />,
              }))}
            />
          </div>
        )}
      </Card>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-sm text-ink-3">{reveal.summary}</p>
        <Button variant="primary" onClick={onClose} className="max-sm:w-full">
          Close
        </Button>
      </div>
    </div>
  );
}

export type Reveal = {
  /** The API key's name, for the heading. */
  name: string;
  /** Null for a public key, which has none: then closing loses nothing, and nothing is asked. */
  secret: string | null;
  key: string;
  /** "Permissions: Generator · Production · any address · never expires" */
  summary: string;
  /** Ready to paste, in this order. They may contain the secret. */
  snippets: readonly { label: string; code: string }[];
  crumbs?: readonly Crumb[];
  /** Where Close leads. */
  returnTo: string;
  /** What the list there shows: the row's id, and "Token server created". */
  made: { id: string; words: string } | null;
};

type CloseQuestionProps = { open: boolean; onCancel: () => void; onClose: () => void };

export function CloseQuestion({ open, onCancel, onClose }: CloseQuestionProps) {
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && onCancel()}
      title="Close this page?"
      description="Make sure you've copied your secret to a secure location. After you close this page it can't be shown again."
      confirm="Close"
      onConfirm={onClose}
    />
  );
}
