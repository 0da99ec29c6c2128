import { KeyRound } from 'lucide-react';

/** The product's logo: a key on its own background. */
function Mark() {
  return (
    <span aria-hidden className="grid size-[26px] place-items-center rounded-[7px] bg-main text-main-ink">
      <KeyRound className="size-[15px]" />
    </span>
  );
}

/** `rail`: the logo alone, where the side menu is a rail of icons. */
export function Wordmark({ rail = false }: { rail?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5 text-[0.9375rem] font-semibold">
      <Mark />
      <span className={rail ? 'max-wide:sr-only' : undefined}>Keyport</span>
    </span>
  );
}
