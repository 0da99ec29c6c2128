'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted, countedHolders } from '@/app/operator/_components/counted';
import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import type { CatalogueEntry } from '@/lib/access/permissions/catalogue-schema';
import { remove } from '../../actions';

export function RemovePermission({ entry: { name, label, keys, organizations } }: { entry: CatalogueEntry }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, run] = useServerAction();
  const held = keys > 0 || organizations > 0;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Remove</Button>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title={`Remove permission: ${label}`}
        description={
          held ? (
            <>
              {countedHolders(keys, 'key')} {keys === 1 ? 'holds' : 'hold'} it, and{' '}
              {counted(organizations, 'organization')} {organizations === 1 ? 'is' : 'are'} granted it. It is
              taken from all of them for good: requests that need it fail at once, and adding it again gives
              it back to nobody. To stop it for a while, withdraw the grants instead.
            </>
          ) : (
            'No key holds it, and no organization is granted it. It leaves the catalogue for good.'
          )
        }
        confirm="Remove permission"
        tone="danger"
        pending={pending}
        onConfirm={() =>
          run(
            () => remove({ name, seen: { keys, organizations } }),
            `${label} was removed.`,
            () => router.push('/operator/permissions'),
          )
        }
      />
    </>
  );
}
