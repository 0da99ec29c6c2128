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
  /** The message of the toast, once the clipboard has it. */
  done: string;
};

/**
 * An icon button for a value that isn't shown completely. If the clipboard refuses it, it shows the value, selected.
 */
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
      trigger={<IconButton name={name} icon={state === 'copied' ? <Check /> : <Copy />} onClick={press} />}
    >
      <ValueToCopy value={value} />
    </Popover>
  );
}

/** What the clipboard refused, selected so that a key press copies it. */
export function ValueToCopy({ value }: { value: string }) {
  return (
    <>
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
    </>
  );
}
