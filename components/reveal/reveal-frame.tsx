'use client';

import { EyeOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Banner } from '@/components/ui/banner';
import type { Crumb } from '@/components/ui/breadcrumbs';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import type { Snippet } from './reveal';

type RevealFrameProps = {
  title: string;
  description: ReactNode;
  crumbs: readonly Crumb[];
  /** Why it has to be copied now. */
  warning: ReactNode;
  summary: ReactNode;
  onClose: () => void;
  children: ReactNode;
};

/** What every screen has in common that shows something once. */
export function RevealFrame({ title, description, crumbs, warning, summary, ...rest }: RevealFrameProps) {
  const top = useRef<HTMLDivElement>(null);
  // The screen changed without a change of address: screen readers announce the new heading.
  useEffect(() => {
    top.current?.querySelector('h1')?.focus();
    scrollTo(0, 0);
  }, []);
  return (
    <div ref={top} className="max-w-[45rem]">
      <PageHeader title={title} description={description} crumbs={crumbs} />
      {warning && (
        <Banner tone="warning" icon={<EyeOff />}>
          {warning}
        </Banner>
      )}
      <Card className="mt-4 p-4 sm:p-5">{rest.children}</Card>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-sm text-ink-3">{summary}</p>
        <Button variant="primary" onClick={rest.onClose} className="max-sm:w-full">
          Close
        </Button>
      </div>
    </div>
  );
}

/** Lines to paste, a tab for each. */
export function Snippets({ label, snippets }: { label: string; snippets: readonly Snippet[] }) {
  return (
    <div className="mt-5">
      <Tabs
        label={label}
        tabs={snippets.map(({ label, code }) => ({
          value: label,
          label,
          content: <CodeBlock label={label} code={code} />,
        }))}
      />
    </div>
  );
}

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
