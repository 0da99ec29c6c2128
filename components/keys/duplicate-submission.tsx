'use client';

import { Banner } from '@/components/ui/banner';
import { Button, ButtonLink } from '@/components/ui/button';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { useKeyDialogs } from './use-key-dialogs';

/** The form was sent twice, and the first response was lost: the key exists, and its secret can't be shown again. */
export function DuplicateSubmission({ apiKey }: { apiKey: KeyRow | null }) {
  const { ask } = useKeyDialogs();
  if (!apiKey) {
    return (
      <Banner tone="warning" role="alert" className="max-w-[45rem]">
        This form was sent before; the key that it made was deleted since.
      </Banner>
    );
  }
  return (
    <div className="max-w-[45rem]">
      <Banner tone="warning" role="alert">
        <strong>{apiKey.name} is made already.</strong> This form was sent twice, and the first answer held
        its secret, which can't be shown again. Roll the key to get a new secret, or delete it.
      </Banner>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <ButtonLink href="/keys">API Keys</ButtonLink>
        <Button onClick={() => ask('delete', apiKey.id)}>Delete</Button>
        <Button variant="primary" onClick={() => ask('roll', apiKey.id)}>
          Roll
        </Button>
      </div>
    </div>
  );
}
