'use client';

import { useState } from 'react';
import { countedHolders } from '@/app/operator/_components/counted';
import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { CardSection } from '@/components/ui/card';
import { CheckboxRow } from '@/components/ui/checkbox';
import { EmptyState } from '@/components/ui/empty-state';
import type { GrantView } from '@/lib/access/permissions/schema';
import { grant } from '../../../actions';

type GrantsProps = { organization: { id: string; name: string }; grants: GrantView[] };

/** A tick is saved immediately. Withdrawing what keys hold stops requests, so that is confirmed first. */
export function Grants({ organization, grants }: GrantsProps) {
  const [pending, run] = useServerAction();
  const [asked, setAsked] = useState<GrantView | null>(null);
  const set = (permission: GrantView, granted: boolean) =>
    run(
      () => grant({ organizationId: organization.id, permission: permission.name, granted }),
      granted ? `${permission.label} was granted.` : `${permission.label} was withdrawn.`,
      () => setAsked(null),
    );
  return (
    <CardSection title="Granted permissions" flush>
      {grants.length === 0 ? (
        <EmptyState title="The catalogue is empty.">Add a permission first.</EmptyState>
      ) : (
        <ul className="divide-y divide-line-soft" aria-busy={pending}>
          {grants.map((permission) => (
            <li key={permission.name}>
              <CheckboxRow
                label={permission.label}
                note={permission.description}
                mark={<Held permission={permission} />}
                checked={permission.granted}
                disabled={pending}
                onCheckedChange={(on) => {
                  if (on === true) set(permission, true);
                  else if (permission.keys === 0) set(permission, false);
                  else setAsked(permission);
                }}
                className="px-4 py-2.5 [&_label]:max-w-full"
              />
            </li>
          ))}
        </ul>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={`Withdraw ${asked?.label} from ${organization.name}`}
        description={
          asked && (
            <>
              {countedHolders(asked.keys, 'key')} of {organization.name} {asked.keys === 1 ? 'holds' : 'hold'}{' '}
              it. Requests that need it fail at once. The {asked.keys === 1 ? 'key keeps' : 'keys keep'} it
              without effect; granting it again makes it work again.
            </>
          )
        }
        confirm="Withdraw"
        tone="danger"
        pending={pending}
        onConfirm={() => asked && set(asked, false)}
      />
    </CardSection>
  );
}

function Held({ permission: { keys, granted } }: { permission: GrantView }) {
  if (keys === 0) return null;
  const words = `held by ${countedHolders(keys, 'key')}`;
  return granted ? <Badge>{words}</Badge> : <Badge tone="warning">{words}, not effective</Badge>;
}
