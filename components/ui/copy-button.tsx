'use client';

import { Check, Copy } from 'lucide-react';
import { toast } from 'sonner';
import { CopyByHand } from './copy-words';
import { IconButton } from './icon-button';
import { Popover } from './popover';
import { useCopy } from './use-copy';

type CopyButtonProps = {
  /** The button's name, such as "Copy key". */
  name: string;
  value: string;
  /** The toast's words, once the clipboard has it. */
  done: string;
};

/** An icon button for a value that is not shown whole. Blocked, it opens the value, selected. */
export function CopyButton({ name, value, done }: CopyButtonProps) {
  const { state, copy, reset } = useCopy();
  const press = async () => {
    if (await copy(value)) toast.success(done);
  };
  return (
    <Popover
      label={name}
      align="end"
      open={state === 'blocked'}
      onOpenChange={reset}
      className="w-80 p-3"
      trigger={
        // The anchor of a pop-over needs an element that takes a ref without a tooltip in between.
        <span className="inline-grid">
          <IconButton name={name} icon={state === 'copied' ? <Check /> : <Copy />} onClick={press} />
        </span>
      }
    >
      <input
        readOnly
        aria-label="The value to copy"
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        className="control h-control w-full px-2.5 font-mono text-[0.8125rem]"
      />
      <p role="status" className="mt-2 text-sm text-ink-2">
        <CopyByHand />
      </p>
    </Popover>
  );
}
