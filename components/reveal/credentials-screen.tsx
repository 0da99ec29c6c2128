'use client';

import { CopyField } from '@/components/ui/copy-field';
import type { CredentialsReveal } from './reveal';
import { RevealFrame, Snippets } from './reveal-frame';

export function CredentialsScreen({ reveal, onClose }: { reveal: CredentialsReveal; onClose: () => void }) {
  const isSecret = reveal.secret !== null;
  return (
    <RevealFrame
      title={`API Key (${reveal.name}) Credentials`}
      description={
        isSecret
          ? 'Copy both values now and store them in a secret manager.'
          : 'A public key is an identifier and has no secret.'
      }
      crumbs={reveal.crumbs}
      warning={
        isSecret && (
          <>
            <strong>This is the only time the secret is shown.</strong> Keyport keeps a fingerprint of it, not
            the secret. If you lose it, roll the key.
          </>
        )
      }
      summary={reveal.summary}
      onClose={onClose}
    >
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
      {reveal.snippets.length > 0 && <Snippets label="Ready to paste" snippets={reveal.snippets} />}
    </RevealFrame>
  );
}
