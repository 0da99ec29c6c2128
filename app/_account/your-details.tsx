'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import type { AddressChangeView } from '@/lib/identity/account/schema';
import { EmailDialog } from './email-dialog';
import { NameDialog } from './name-dialog';
import { PendingEmail } from './pending-email';

type YourDetailsProps = {
  name: string;
  email: string;
  authenticator: boolean;
  /** If mail is configured, a new address is confirmed by a link. */
  mail: boolean;
  addressChange: AddressChangeView | null;
};

export function YourDetails({ name, email, authenticator, mail, addressChange }: YourDetailsProps) {
  const [open, setOpen] = useState<'name' | 'email' | null>(null);
  const close = () => setOpen(null);
  return (
    <CardSection title="Your details" flush>
      <dl className="divide-y divide-line-soft">
        <Row term="Name" value={name} change="Change name" onChange={() => setOpen('name')} />
        <Row term="Email" value={email} change="Change email" onChange={() => setOpen('email')}>
          {addressChange && <PendingEmail change={addressChange} />}
        </Row>
      </dl>
      {open === 'name' && <NameDialog name={name} onClose={close} />}
      {open === 'email' && (
        <EmailDialog email={email} authenticator={authenticator} confirmed={mail} onClose={close} />
      )}
    </CardSection>
  );
}

type RowProps = {
  term: string;
  value: string;
  change: string;
  onChange: () => void;
  children?: ReactNode;
};

function Row({ term, value, change, onChange, children }: RowProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3">
      <dt className="text-sm text-ink-3">{term}</dt>
      <dd className="col-start-1 [overflow-wrap:anywhere]">{value}</dd>
      <dd className="col-start-2 row-span-2 row-start-1">
        <Button size="small" onClick={onChange}>
          {change}
        </Button>
      </dd>
      {children && <dd className="col-span-2 mt-2.5">{children}</dd>}
    </div>
  );
}
