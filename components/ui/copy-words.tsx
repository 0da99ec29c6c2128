/** Told where the clipboard can't be reached; the text in question stands selected. */
export function CopyByHand() {
  return (
    <>
      Your browser did not let Keyport copy. The text is selected: press{' '}
      <kbd className="font-medium">Ctrl C</kbd>, or <kbd className="font-medium">⌘ C</kbd> on a Mac.
    </>
  );
}

type CopyWordsProps = { name: string; short?: string; copied: boolean };

/** What is seen changes to "Copied"; the button's name stays, so that whoever looks for it finds it again. */
export function CopyWords({ name, short = name, copied }: CopyWordsProps) {
  return (
    <>
      <span aria-hidden>{copied ? 'Copied' : short}</span>
      <span className="sr-only">{name}</span>
    </>
  );
}
