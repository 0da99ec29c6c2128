/** A text of the document, in which backticks mark code (CommonMark §6.1). */
export const Prose = ({ text }: { text: string }) => (
  <p className="[overflow-wrap:anywhere]">
    {text.split('`').map((part, index) =>
      // The parts have no identity but their position.
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
      index % 2 === 1 ? <code key={index}>{part}</code> : part,
    )}
  </p>
);
