'use client';

import { Check, Copy } from 'lucide-react';
import { useRef } from 'react';
import { Button } from './button';
import { CopyByHand, CopyWords } from './copy-words';
import { useCopy } from './use-copy';

/** `label` names what it is, such as "curl"; the button is "Copy curl". */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const { state, copy } = useCopy();
  const text = useRef<HTMLPreElement>(null);
  const press = async () => {
    if (await copy(code)) return;
    if (text.current) getSelection()?.selectAllChildren(text.current);
  };
  return (
    <div>
      <div className="flex items-start rounded-control border border-line bg-page max-sm:flex-col max-sm:items-stretch">
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
          tabIndex={0}
          aria-label={label}
          className="min-w-0 overflow-x-auto rounded-control px-3.5 py-2.5 sm:flex-1"
        >
          <pre ref={text} className="font-mono text-[0.8125rem] leading-5 text-ink-2">
            {code}
          </pre>
        </section>
        <div className="p-1 max-sm:border-t max-sm:border-line">
          <Button
            size="small"
            className="max-sm:w-full"
            icon={state === 'copied' ? <Check /> : <Copy />}
            onClick={press}
          >
            <CopyWords name={`Copy ${label}`} short="Copy" copied={state === 'copied'} />
          </Button>
        </div>
      </div>
      <div role="status" className="text-sm text-warning">
        {state === 'copied' && <span className="sr-only">{label} copied.</span>}
        {state === 'blocked' && (
          <p className="mt-1.5">
            <CopyByHand />
          </p>
        )}
      </div>
    </div>
  );
}
