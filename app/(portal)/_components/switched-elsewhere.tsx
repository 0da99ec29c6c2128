'use client';

import { useEffect, useState } from 'react';
import { Banner } from '@/components/ui/banner';

const CHANNEL = 'keyport.organization';

/** Notifies the browser's other tabs, which share the session and so work in the other organization from now on too. */
export function announceSwitch(organizationId: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(organizationId);
  channel.close();
}

type Named = { id: string; name: string };
type SwitchedElsewhereProps = { organization: Named; organizations: Named[] };

/** A form on this page would be sent in the other organization, so the person is warned. */
export function SwitchedElsewhere({ organization, organizations }: SwitchedElsewhereProps) {
  const [now, setNow] = useState(organization.id);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => setNow(String(data));
    return () => channel.close();
  }, []);
  const other = organizations.find(({ id }) => id === now);
  if (!other || other.id === organization.id) return null;
  return (
    <Banner
      tone="warning"
      role="alert"
      className="sticky top-2 z-30 mx-7 mt-3 max-md:top-16 max-md:mx-4"
      action={
        <button type="button" onClick={() => window.location.assign('/')}>
          Go on in {other.name}
        </button>
      }
    >
      <strong>In another tab you switched to {other.name}.</strong> This page still shows {organization.name}.
      What you send from here would happen in {other.name}.
    </Banner>
  );
}
