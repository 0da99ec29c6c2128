/** Called if the clipboard can't be used; the text is selected then. */
export function CopyByHand() {
  return (
    <>
      Your browser did not let Keyport copy. The text is selected: press{' '}
      <kbd className="font-medium">Ctrl C</kbd>, or <kbd className="font-medium">⌘ C</kbd> on a Mac.
    </>
  );
}

type CopyWordsProps = { name: string; short?: string; copied: boolean };

/** The visible label changes to "Copied"; the button's name stays, so that assistive technology finds it again. */
export function CopyWords({ name, short = name, copied }: CopyWordsProps) {
  return (
    <>
      <span aria-hidden>{copied ? 'Copied' : short}</span>
      <span className="sr-only">{name}</span>
    </>
  );
}
