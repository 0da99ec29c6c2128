'use client';

import { useState } from 'react';
import { useServerAction } from '@/components/action/use-server-action';
import { SELF_ROLL_WORDS } from '@/components/keys/key-words';
import { Button } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { stop } from '../actions';
import { AllowSelfRotation } from './allow-self-rotation';

/** Whether the key may roll itself, with buttons for those who may change that. */
export function SelfRotation({ apiKey, authenticator }: { apiKey: KeyDetail; authenticator: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const [pending, run] = useServerAction();
  const { id, selfRollGrace: grace } = apiKey;
  const mayChange = apiKey.allowedOperations.includes('allow-self-rotation');
  return (
    <CardSection
      title="Self-rotation"
      action={
        mayChange && (
          <span className="flex gap-2">
            {grace && (
              <Button
                size="small"
                pending={pending}
                onClick={() => run(() => stop({ id }), 'The key may no longer roll itself.')}
              >
                Turn off
              </Button>
            )}
            <Button size="small" onClick={() => setAsking(true)}>
              {grace ? 'Change' : 'Allow self-rotation'}
            </Button>
          </span>
        )
      }
    >
      <p className="text-ink-2">
        {grace
          ? `On: a program that has the secret may ask for new credentials, at most once an hour. The old ones then work for ${SELF_ROLL_WORDS[grace]}.`
          : 'Off: only a person with a passcode can roll this key.'}
      </p>
      {isAsking && (
        <AllowSelfRotation apiKey={apiKey} authenticator={authenticator} onClose={() => setAsking(false)} />
      )}
    </CardSection>
  );
}
