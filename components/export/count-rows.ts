const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** Counts the rows of a CSV file while it arrives, without its head: line ends outside of quotation marks. */
export function countRows(): { readonly rows: number; take(part: Uint8Array): number } {
  let quoted = false;
  let lines = 0;
  return {
    get rows() {
      return Math.max(0, lines - 1);
    },
    take(part) {
      for (const byte of part) {
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === LINE_FEED && !quoted) lines += 1;
      }
      return this.rows;
    },
  };
}
