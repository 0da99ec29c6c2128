'use client';

import { Banner } from '@/components/ui/banner';
import { Button, ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';

type RecoveryCodesProps = {
  codes: string[];
  rolling: { id: string; name: string } | null;
  onDone: () => void;
};

export function RecoveryCodes({ codes, rolling, onDone }: RecoveryCodesProps) {
  return (
    <div>
      <h3 className="font-semibold">Recovery codes</h3>
      <Banner tone="warning" className="mt-2 mb-3">
        <strong>Your authenticator is on. Keep these codes now: they are shown this once.</strong> Each lets
        you in once, should you lose it.
      </Banner>
      <CodeBlock label="recovery codes" code={codes.join('\n')} />
      <div className="mt-4 flex flex-wrap gap-2">
        {rolling ? (
          <ButtonLink variant="main" href={`/keys/${rolling.id}?roll`}>
            I have kept them, roll {rolling.name}
          </ButtonLink>
        ) : (
          <Button variant="main" onClick={onDone}>
            I have kept them
          </Button>
        )}
      </div>
    </div>
  );
}
