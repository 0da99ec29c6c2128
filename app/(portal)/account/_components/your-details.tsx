'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import { EmailDialog } from './email-dialog';
import { NameDialog } from './name-dialog';

type YourDetailsProps = { name: string; email: string; authenticator: boolean };

export function YourDetails({ name, email, authenticator }: YourDetailsProps) {
  const [open, setOpen] = useState<'name' | 'email' | null>(null);
  const close = () => setOpen(null);
  return (
    <CardSection title="Your details" flush>
      <dl className="divide-y divide-line-soft">
        <Row term="Name" value={name} change="Change name" onChange={() => setOpen('name')} />
        <Row term="Email" value={email} change="Change email" onChange={() => setOpen('email')} />
      </dl>
      {open === 'name' && <NameDialog name={name} onClose={close} />}
      {open === 'email' && <EmailDialog email={email} authenticator={authenticator} onClose={close} />}
    </CardSection>
  );
}

type RowProps = { term: string; value: string; change: string; onChange: () => void };

function Row({ term, value, change, onChange }: RowProps) {
  return (
    <div className="flex items-center justify-between gap-4 px-4 py-3">
      <div className="min-w-0">
        <dt className="text-sm text-ink-3">{term}</dt>
        <dd className="[overflow-wrap:anywhere]">{value}</dd>
      </div>
      <dd>
        <Button size="small" onClick={onChange}>
          {change}
        </Button>
      </dd>
    </div>
  );
}
