import { KeyRound } from 'lucide-react';

/** The product's sign: a key on its own ground. */
function Mark() {
  return (
    <span aria-hidden className="grid size-[26px] place-items-center rounded-[7px] bg-main text-main-ink">
      <KeyRound className="size-[15px]" />
    </span>
  );
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 text-[0.9375rem] font-semibold">
      <Mark />
      Keyport
    </span>
  );
}
