/** A text of the document, in which what stands between backticks is code (CommonMark §6.1). */
export const Prose = ({ text }: { text: string }) => (
  <p className="[overflow-wrap:anywhere]">
    {text.split('`').map((part, index) =>
      // The parts have no other identity than their place.
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
      index % 2 === 1 ? <code key={index}>{part}</code> : part,
    )}
  </p>
);
