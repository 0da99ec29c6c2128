'use client';

import { Download } from 'lucide-react';
import { Banner } from '@/components/ui/banner';
import { Button, ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';

type RecoveryCodesProps = {
  codes: string[];
  rolling: { id: string; name: string } | null;
  /** What has just changed. */
  words?: string;
  onDone: () => void;
};

export function RecoveryCodes({
  codes,
  rolling,
  words = 'Your authenticator is on.',
  onDone,
}: RecoveryCodesProps) {
  return (
    <div>
      <Banner tone="warning" className="mb-3">
        <strong>{words} Keep these recovery codes now: they are shown this once.</strong> Each lets you in
        once, should you lose your authenticator.
      </Banner>
      <CodeBlock label="recovery codes" code={codes.join('\n')} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button icon={<Download />} onClick={() => download(codes)}>
          Download codes
        </Button>
        {rolling ? (
          <ButtonLink variant="primary" href={`/keys/${rolling.id}?roll`}>
            I have kept them, roll {rolling.name}
          </ButtonLink>
        ) : (
          <Button variant="primary" onClick={onDone}>
            I have kept them
          </Button>
        )}
      </div>
    </div>
  );
}

/** Generated in the browser: what is shown once isn't requested from a server again. */
function download(codes: string[]): void {
  const text = `Keyport recovery codes. Each works once.\n\n${codes.join('\n')}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'keyport-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(address);
}
