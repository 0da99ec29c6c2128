'use client';

import { CopyField } from '@/components/ui/copy-field';
import { SECRET_OVERLAP_HOURS } from '@/lib/features/webhooks/schema';
import type { SigningSecretReveal } from './reveal';
import { RevealFrame, Snippets } from './reveal-frame';

export function SigningSecretScreen({
  reveal,
  onClose,
}: {
  reveal: SigningSecretReveal;
  onClose: () => void;
}) {
  const { url, secret, rolled, crumbs } = reveal;
  return (
    <RevealFrame
      title="Signing secret"
      description={<span className="[overflow-wrap:anywhere]">{url}</span>}
      crumbs={crumbs}
      warning={
        <>
          <strong>This is the only time the secret is shown.</strong> If you lose it, roll it on the
          endpoint's page to get a new one.
        </>
      }
      summary={
        rolled &&
        `The old secret also signs for ${SECRET_OVERLAP_HOURS} hours. Deploy the new one before then.`
      }
      onClose={onClose}
    >
      <CopyField main label="Signing secret" value={secret} copyLabel="Copy secret" />
      <p className="mt-5 text-ink-2">
        Verify each request's signature with this secret and a{' '}
        <a
          href="https://www.standardwebhooks.com"
          target="_blank"
          rel="noreferrer"
          className="rounded-sm underline underline-offset-[3px]"
        >
          Standard Webhooks
        </a>{' '}
        library, so that nobody else can send you events.
      </p>
      <Snippets label="Verify a signature" snippets={snippetsFor(secret)} />
    </RevealFrame>
  );
}

/** Only the last contains the secret, since secrets don't belong in source code. */
const snippetsFor = (secret: string) => [
  {
    label: 'Node.js',
    code: `// npm install standardwebhooks
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.KEYPORT_WEBHOOK_SECRET);
// The raw body, as it came. Throws if the signature is wrong.
const event = webhook.verify(body, headers);`,
  },
  {
    label: 'Python',
    code: `# pip install standardwebhooks
import os
from standardwebhooks.webhooks import Webhook

webhook = Webhook(os.environ["KEYPORT_WEBHOOK_SECRET"])
# The raw body, as it came. Raises if the signature is wrong.
event = webhook.verify(body, headers)`,
  },
  { label: '.env', code: `KEYPORT_WEBHOOK_SECRET=${secret}` },
];
